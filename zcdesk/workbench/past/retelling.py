"""Retelling: one edit in a line of words: what it touched, and from what to what."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from zcdesk.calc.readiness import SKIPPED
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    TaskChange,
    YearsChange,
)
from zcdesk.domain.evidence import GONE
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.record import dataclass
from zcdesk.domain.series import FED
from zcdesk.domain.uncertainty import RECORD, grade_place, recorded_band
from zcdesk.domain.words import Language, Words, same
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import naming
from zcdesk.workbench.forms.cell_figures import unit_said
from zcdesk.workbench.forms.grades import grade_words
from zcdesk.workbench.past.merging import MERGED
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates.method_news import KEPT
from zcdesk.workbench.workbench import Workbench

_TAKEN = re.compile(r"(?P<name>.+\.\w{2,5}) \d{4}")
"""Label of an edit that took a file in: its name and the year."""
_FILE = (".json", ".xlsx", ".xls", ".csv")


@dataclass(frozen=True, slots=True)
class Retold:
    """An edit in words.

    Attributes
    ----------
    what : str
        What it touched: ``电网购电 · 2025年3月``.
    change : str
        From what to what, or how many cells: ``84.6 → 86.4 万kWh``, ``12 格``.
    icon : str
        Name of a drawing.
    """

    what: str
    change: str
    icon: str


class Teller:
    """Says edits of one project in one language."""

    def __init__(self, catalogue: Catalogue, project: Project, language: Language) -> None:
        self._catalogue, self._project, self._language = catalogue, project, language
        self._texts: Mapping[str, Words] = catalogue.texts("ui_history")
        self._doubts: dict[str, Finding] | None = None

    def say(self, key: str, **values: object) -> str:
        """A text of the history in this language."""
        text = self._texts[f"history.{key}"]
        return (text.fill(**values) if values else text).into(self._language)

    def edit(self, edit: Edit) -> Retold:
        """One edit."""
        told = self._plain(edit)
        if edit.undoes or edit.redoes:
            key = "undo" if edit.undoes else "redo"
            return Retold(self.say(key, what=told.what), told.change, f"{key}-2")
        return told

    def value(self, value: object) -> str:
        """One side of a change."""
        if value is None:
            return self.say("empty")
        if isinstance(value, Answer):
            if value.standing != "given":
                return self.say(value.standing)
            option = value.text
            return f"{option} {unit_said(value.unit, self._language)}".strip() or self.say("empty")
        if isinstance(value, tuple):
            return " ".join(value) or self.say("empty")
        if isinstance(value, str):
            return value or self.say("empty")
        return str(getattr(value, "edition", "") or getattr(value, "title", "") or getattr(value, "id", ""))

    def answer(self, change: AnswerChange, side: Answer | None) -> str:
        """One side of an answer's change; a choice by its words."""
        vocabulary = self._catalogue.vocabulary
        if side is not None and side.standing == "given":
            option = vocabulary.option(change.place.quantity, side.text)
            if option is not None:
                return option.words.into(self._language)
        return self.value(side)

    def place(self, place: Place) -> str:
        """Where an answer sits, the month before what may be cut: ``F01 天然气 · 2025年3月 · 消耗量``."""
        vocabulary = self._catalogue.vocabulary
        quantity = vocabulary.quantities.get(place.quantity)
        parts: list[Words] = []
        if place.row:
            parts.append(naming.row_words(self._project, vocabulary, place.row))
        parts.append(naming.period_words(place.period))
        if quantity is not None:
            parts.append(quantity.words)
        elif place.quantity in vocabulary.tables:
            parts.append(vocabulary.tables[place.quantity].words)
        return " · ".join(part.into(self._language) for part in parts if part.zh)

    def row_name(self, id_: str) -> str:
        """``F01 天然气``."""
        return naming.row_words(self._project, self._catalogue.vocabulary, id_).into(self._language)

    # kinds of edits

    def _plain(self, edit: Edit) -> Retold:
        changes = edit.changes
        answers = [change for change in changes if isinstance(change, AnswerChange)]
        others = [change for change in changes if not isinstance(change, AnswerChange)]
        if any(isinstance(change, PinChange) and change.before is None for change in others) and any(
            isinstance(change, YearsChange) and not change.before for change in others
        ):
            return Retold(self.say("new"), self._count(answers), "file-plus")
        merged = [each for each in others if isinstance(each, SettingChange) and each.key.startswith(MERGED)]
        if merged and len(changes) > 1:
            return Retold(
                self.say("merged", what=edit.label.removeprefix("合并 ")), self._count(answers), "copy"
            )
        if edit.label.lower().endswith(_FILE):
            return Retold(self.say("imported", what=edit.label), self._count(answers), "table")
        meters = [change for change in others if isinstance(change, SeriesChange)]
        taken = _TAKEN.fullmatch(edit.label)
        if taken is not None and answers and not meters:
            return Retold(self.say("imported", what=taken["name"]), self._count(self._figures(edit)), "table")
        if meters:
            told = self._other(meters[0], self._count(answers))
            return replace(told, change=self.say("meters", n=len(meters))) if len(meters) > 1 else told
        if (
            others
            and answers
            and all(isinstance(each, SettingChange) and each.key.startswith(FED) for each in others)
        ):
            return Retold(self.say("fed", what=self._several(answers)), self._count(answers), "chart-column")
        if others:
            if isinstance(others[0], RowChange):
                return self._row(others[0], answers)
            return self._other(others[0], self._count(answers) if answers else "")
        if len(answers) == 1:
            return self._one(answers[0])
        if all(_only_cited(each) for each in answers):
            what = self.say("cited", what=self._several(answers))
            return Retold(what, f"{self._cited(answers[0])}  {self._count(answers)}", "paperclip")
        return Retold(self._several(answers), self._count(answers), "clipboard-paste")

    def _figures(self, edit: Edit) -> list[AnswerChange]:
        """The answers that an edit gives, without the names of rows that are new with it."""
        new = {each.id for each in edit.changes if isinstance(each, RowChange) and each.before is None}
        labels = {table.label for table in self._catalogue.vocabulary.tables.values()}
        return [
            each
            for each in edit.changes
            if isinstance(each, AnswerChange)
            and not (each.place.row in new and each.place.quantity in labels)
        ]

    def _count(self, answers: list[AnswerChange]) -> str:
        return self.say("cells", n=f"{len(answers):,}") if answers else ""

    def _one(self, change: AnswerChange) -> Retold:
        what, before, after = self.place(change.place), change.before, change.after
        if before is not None and after is not None and before.text == after.text:
            if before.evidence != after.evidence:
                return Retold(self.say("cited", what=what), self._cited(change), "paperclip")
            if before.note != after.note:
                told = self._arrow(self.value(before.note), self.value(after.note))
                return Retold(self.say("noted", what=what), told, "file-text")
        return Retold(what, self._arrow(self.answer(change, before), self.answer(change, after)), "history")

    def _cited(self, change: AnswerChange) -> str:
        held = {cite.evidence for cite in change.before.evidence} if change.before else set()
        cites = change.after.evidence if change.after else ()
        return ", ".join(cite.evidence for cite in cites if cite.evidence not in held)

    def _several(self, answers: list[AnswerChange]) -> str:
        named = list(dict.fromkeys(self._quantity(change.place) for change in answers))
        what = naming.series(named[:2]).into(self._language)
        return self.say("several", what=what) if len(named) > 2 else what

    def _quantity(self, place: Place) -> str:
        return self.place(Place(place.quantity, place.row))

    def _row(self, change: RowChange, answers: list[AnswerChange]) -> Retold:
        """A row that came or went, named as the edit itself names it: it may be gone by now."""
        vocabulary, row = self._catalogue.vocabulary, change.after or change.before
        table = vocabulary.tables.get(row.table) if row is not None else None
        what = naming.row_words(self._project, vocabulary, change.id).into(self._language)
        named = next((each for each in answers if table and each.place.quantity == table.label), None)
        if named is not None and what == change.id:
            what = f"{what} {self.answer(named, named.after or named.before)}"
        key, icon = ("row_added", "plus") if change.after is not None else ("row_gone", "trash-2")
        rest = [each for each in answers if each is not named]
        return Retold(self.say(key, what=what), self._count(rest), icon)

    def _other(self, change: Change, count: str) -> Retold:
        match change:
            case EvidenceChange(id_, before, after):
                key = "attached" if before is None else "detached" if after is None else "described"
                held = after or before
                name = (held.title or held.name) if held is not None else ""
                return Retold(self.say(key, what=f"{id_} {name}"), count, "paperclip")
            case SeriesChange(id_, series, series_after):
                key = (
                    "series_in"
                    if series is None
                    else "series_out"
                    if series_after is None
                    else "series_changed"
                )
                meter = series_after or series
                return Retold(
                    self.say(key, what=f"{id_} {meter.name if meter else ''}"), count, "chart-column"
                )
            case TaskChange(_, task, task_after):
                key = "task_in" if task is None else "task_out" if task_after is None else task_after.state
                held_task = task_after or task
                what = f"{held_task.number} {held_task.answer or held_task.text}" if held_task else ""
                return Retold(self.say(f"task.{key}", what=what), count, "list-checks")
            case PinChange(_, before_pin, after_pin):
                pin = after_pin or before_pin
                if pin is not None and pin.kind == "scheme":
                    return self._followed(pin.id, before_pin, after_pin)
                key = "method" if pin is not None and pin.kind == "method" else "factors"
                told = self._arrow(self._edition(before_pin), self._edition(after_pin))
                if (
                    before_pin is not None
                    and after_pin is not None
                    and before_pin.edition == after_pin.edition
                ):
                    told = self.say("renewed")
                elif key == "factors":
                    told = self.say("released") if after_pin is None else ""
                what = pin.id if pin is not None else ""
                what = self._method(what) if key == "method" else self._set(what)
                return Retold(self.say(key, what=what), told, "book-open")
            case YearsChange(before_years, after_years):
                return Retold(
                    self.say("years"), self._arrow(" ".join(before_years), " ".join(after_years)), "history"
                )
            case SettingChange(key, before_text, after_text):
                return self._setting(key, before_text, after_text)
        raise AssertionError(f"{change!r} has nothing but answers")

    def _followed(self, id_: str, before: Pin | None, after: Pin | None) -> Retold:
        """A scheme that is followed, or no longer."""
        editions = [each for known, each in self._catalogue.scheme_editions if known == id_]
        named = self._catalogue.scheme(id_, editions[-1]).scheme.method.words if editions else Words(id_, id_)
        told = self._arrow(self._edition(before), self._edition(after)) if before and after else ""
        key = "follows" if after is not None else "dropped"
        return Retold(self.say(key, what=named.into(self._language)), told, "list-checks")

    def _setting(self, key: str, before: str | None, after: str | None) -> Retold:
        if key.startswith("confirmed:"):
            named = "confirmed" if after is not None else "unconfirmed"
            what = self._doubt(key)
            said = f"{self.say(named)} · {what}" if what else self.say(named)
            return Retold(said, (after or "").removeprefix(": "), "circle-check")
        if key.startswith(GONE):
            where = naming.parse_place(key.removeprefix(GONE))
            told = self.place(where) if where is not None else ""
            return Retold(self.say("detached", what=after or before or ""), told, "paperclip")
        if key.startswith(KEPT):
            id_ = key.removeprefix(KEPT).partition(":")[2]
            return Retold(self.say("method", what=self._method(id_)), self.say("kept"), "book-open")
        if key.startswith(SKIPPED):
            scheme, _, criterion = key.removeprefix(SKIPPED).partition(":")
            from zcdesk.workbench.following import skipped_words

            words = skipped_words(self._catalogue, scheme, criterion) or same(criterion)
            what = self.say("skipped" if after else "asked_again", what=words.into(self._language))
            return Retold(what, after or "", "list-checks")
        place = grade_place(key)
        if place is not None:
            told = self._arrow(self._grade(before), self._grade(after))
            return Retold(self.say("grade", what=self.place(place)), told, "sliders-horizontal")
        if key.startswith(RECORD):
            told = self._arrow(recorded_band(before), recorded_band(after))
            year = naming.period_words(key.removeprefix(RECORD)).into(self._language)
            return Retold(self.say("uncertainty", year=year), told, "chart-column")
        told = self._arrow(self.value(before), self.value(after))
        if key.startswith("unit:"):
            place = naming.parse_place(key.removeprefix("unit:"))
            what = self.place(place) if place is not None else key
            return Retold(self.say("unit", what=what), told, "sliders-horizontal")
        head, _, rest = key.partition(":")
        named = f"history.setting.{head}"
        if named in self._texts:
            key = f"{self.say(f'setting.{head}')} {rest}".strip()
        return Retold(self.say("setting", what=key), told, "sliders-horizontal")

    def _doubt(self, key: str) -> str:
        """What was confirmed, in its first sentence; where it is gone by now, the place that its key names."""
        if self._doubts is None:
            from zcdesk.workbench.forms.confirming import (
                doubts,  # computes every year: only where one was confirmed
            )

            self._doubts = doubts(self._catalogue, self._project)
        if key in self._doubts:
            words = naming.say(self._doubts[key], self._project, self._catalogue).into(self._language)
            return words.partition("。" if self._language == "zh" else ". ")[0]
        places = (naming.parse_place(part) for part in key.split(":")[2:])
        return next((self.place(place) for place in places if place is not None), "")

    def _method(self, id_: str) -> str:
        """What a method is called; its id where the program does not have it."""
        editions = self._catalogue.editions.get(id_, ())
        return (
            self._catalogue.method(id_, editions[-1]).method.words.into(self._language) if editions else id_
        )

    def _set(self, id_: str) -> str:
        """What a factor set is called; its id where the program does not have it."""
        known = id_ in self._catalogue.set_ids
        return self._catalogue.factor_set(id_).words.into(self._language) if known else id_

    def _grade(self, id_: str | None) -> str:
        """A class in words; where none is chosen, the usual one."""
        found = self._catalogue.grading.find(id_) if id_ else None
        return grade_words(found).into(self._language) if found is not None else self.say("usual")

    @staticmethod
    def _edition(pin: Pin | None) -> str:
        return pin.edition if pin is not None else "—"

    def _arrow(self, before: str, after: str) -> str:
        return self.say("change", before=before, after=after)


def audit(workbench: Workbench, language: Language) -> Iterator[tuple[str, ...]]:
    """The audit trail as lines of a table: a head, then one line for each change of each edit, oldest first.

    Notes
    -----
    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    teller = Teller(workbench.catalogue, workbench.project, language)
    heads = ("number", "at", "by", "label", "what", "before", "after", "digest")
    yield tuple(teller.say(f"audit.{head}") for head in heads)
    for record in workbench.file.edits():
        edit = record.edit
        for change in edit.changes:
            if isinstance(change, AnswerChange):
                what = teller.place(change.place)
                before, after = teller.answer(change, change.before), teller.answer(change, change.after)
            else:
                what = teller.edit(Edit("", (change,), "", "")).what
                before, after = teller.value(change.before), teller.value(change.after)
            line = (str(record.number), edit.at, edit.by, edit.label, what, before, after, record.digest)
            yield tuple(_harmless(text) for text in line)


def write_audit(workbench: Workbench, language: Language, to: Path) -> Path:
    """Write the audit trail as CSV with a byte-order mark, which spreadsheets read as UTF-8.

    Raises
    ------
    Refused
        If the place cannot be written to.
    """
    try:
        with to.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(audit(workbench, language))
    except OSError as bad:
        why = bad.strerror or str(bad)
        told = Words(
            f"“{to.name}”写不了（{why}）。换个地方再存。",
            f"{to.name} cannot be written ({why}). Save it elsewhere.",
        )
        raise Refused("not_written", told) from bad
    return to


def _harmless(text: str) -> str:
    risky = text[:1] in "=+@\t\r" or (text[:1] == "-" and not text[1:2].isdigit())
    return f"'{text}" if text and risky else text


def _only_cited(change: AnswerChange) -> bool:
    """Whether an answer is as it was but for its evidence."""
    before, after = change.before, change.after
    return before is not None and after is not None and replace(before, evidence=after.evidence) == after
