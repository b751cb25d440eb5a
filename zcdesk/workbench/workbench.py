"""Workbench: the open project. Commands in, `Changed` out.

Every command is one Edit: committed to the file (that is the save), applied to the project, and told to the
listeners with what it changed. Results are computed when they are asked for, and only as far as needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from zcdesk.calc.checks import gaps, judge, total_lines
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.line_reading import Key
from zcdesk.calc.review import Review
from zcdesk.domain.answer import Answer, Cite, Place, Standing, writable
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SettingChange,
    YearsChange,
    places,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import printed
from zcdesk.domain.project import REHEARSAL, Pin, Project, Row
from zcdesk.domain.series import FED
from zcdesk.domain.trace import Gap, Missing
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Language, Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import bounds, holding, mixing, naming, task_findings
from zcdesk.workbench.changed import Changed
from zcdesk.workbench.history import History
from zcdesk.workbench.judging import Judges
from zcdesk.workbench.labels import answers_label, birth
from zcdesk.workbench.pinning import UnknownMethod, inventory_of, pin_of

if TYPE_CHECKING:
    from zcdesk.calc.readiness import Readiness
    from zcdesk.formula.schemes import CompiledScheme


__all__ = ["Changed", "UnknownMethod", "Workbench", "inventory_of", "now", "pin_of"]


def now() -> str:
    """The time of an edit: UTC with microseconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Workbench:
    """An open project.

    Parameters
    ----------
    catalogue : Catalogue
    file : ProjectFile
    by : str
        Who works: author of the edits.
    clock : callable
        Gives the time of an edit.

    Raises
    ------
    FileTrouble
        If the file holds what cannot be worked with, see `bounds`.
    """

    def __init__(
        self, catalogue: Catalogue, file: ProjectFile, by: str = "", clock: Callable[[], str] = now
    ) -> None:
        bounds.refuse_unworkable(file.project, file.path)
        self.catalogue = catalogue
        self.file = file
        self.by = by or file.by
        self._clock = clock
        self._inventories: dict[str, Inventory] = {}
        self._reviews: dict[str, Review] = {}
        self._shown: tuple[object, dict[str, Inventory]] = (None, {})
        self._unread: tuple[object, frozenset[str]] = (None, frozenset())
        self._listeners: list[Callable[[Changed], None]] = []
        self._history: History | None = None
        self._known: tuple[Project | None, dict[str, tuple[Finding, ...]]] = (None, {})
        self._judges = Judges(catalogue)
        self.also: Callable[[str], Iterable[Finding]] = lambda _: ()
        """What else is found of a year, by whoever watches it."""
        holding.recall(file, catalogue, file.project)

    # what is shown

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return self.file.project

    @property
    def history(self) -> History:
        """Undo and redo; read from the file when first asked for."""
        if self._history is None:
            self._history = History.from_edits(self.file.steps(birth(self.file) + 1), self.file.edit)
        return self._history

    def inventories(self) -> Mapping[str, Inventory]:
        """The inventories of all pinned methods, by ``id@edition``."""
        if self._shown[0] is not self.project.pins:
            shown: dict[str, Inventory] = {}
            for pin in self.project.methods():
                key = f"{pin.id}@{pin.edition}"
                if key not in self._inventories:
                    self._inventories[key] = inventory_of(self.catalogue, self.project, pin)
                shown[key] = self._inventories[key]
            self._shown = (self.project.pins, shown)
        return self._shown[1]

    def unread(self) -> frozenset[str]:
        """Quantities that others read, and no pinned method or followed scheme does: pages do not ask for them."""
        shown = self.inventories()
        if self._unread[0] is not shown:
            read = {id_ for inventory in shown.values() for id_ in inventory.compiled.quantities}
            read |= {id_ for scheme in self.followed() for id_ in scheme.compiled.quantities}
            self._unread = (shown, self.catalogue.read - read if shown else frozenset())
        return self._unread[1]

    def followed(self) -> tuple[CompiledScheme, ...]:
        """The schemes that the project follows and whose content is at hand, in the order of their ids."""
        found = (holding.scheme_of(self.catalogue, pin) for pin in self.project.schemes())
        return tuple(each for each in found if each is not None)

    def judge(self, id_: str, edition: str, digest: str | None = None) -> Readiness:
        """A scheme over the project as it stands, kept from edit to edit.

        Parameters
        ----------
        digest : str or None
            Content that is wanted; None: the one taken up where the edition is followed, else what is shipped.

        Raises
        ------
        PackError
            If there is no such scheme, or it has a mistake.
        """
        pin = self.project.pins.get(f"{holding.SCHEME}:{id_}")
        if digest is None:
            digest = pin.digest if pin is not None and pin.edition == edition else ""
        key = (id_, edition, digest)
        return self._judges.of(key, self.project, self.inventories(), self._clock()[:10])

    def findings(self, year: str) -> tuple[Finding, ...]:
        """All findings of a year under all pinned methods, each once; looked for once in each state."""
        if self._known[0] is not self.project:
            self._known = (self.project, {})
        if year not in self._known[1]:
            found: dict[Finding, None] = {}
            for gap in self._needed(year):
                found.setdefault(Finding("missing_answer", "missing", gap.place))
            for key, inventory in self.inventories().items():
                if key not in self._reviews:
                    self._reviews[key] = Review(inventory)
                found.update(dict.fromkeys(self._reviews[key].findings(year)))
            found.update(dict.fromkeys(mixing.counted_twice(self.inventories().values(), year)))
            judged = tuple(self._judges.findings(self.project, self.inventories(), self._clock()[:10], year))
            told = {each.place for each in judged if "first" in dict(each.details)}
            found = {each: None for each in found if each.code != "said_twice" or each.place not in told}
            found.update(dict.fromkeys(judged))
            found.update(dict.fromkeys(task_findings.findings(self.project, year)))
            found.update(dict.fromkeys(self.also(year)))
            if any(key.startswith(FED) for key in self.project.settings):
                from zcdesk.workbench import metered  # reads arrays: only where an answer rests on meters

                found.update(dict.fromkeys(metered.findings(self, year)))
            self._known[1][year] = tuple(found)
        return self._known[1][year]

    def look_again(self) -> None:
        """Look for findings anew, as whoever watches knows more now."""
        self._known = (None, {})

    def _needed(self, year: str) -> tuple[Gap, ...]:
        """What a report cannot be handed in without and is not answered: name, addresses, boundary."""
        wanted = [quantity for quantity in self.catalogue.vocabulary.quantities.values() if quantity.needed]
        places = [Place(quantity.id, "", "" if quantity.per == "project" else year) for quantity in wanted]
        answers = self.project.answers
        return tuple(
            Gap("answer", place)
            for place in places
            if place not in answers or not answers[place].text.strip()
        )

    def gaps(self, year: str) -> tuple[Gap, ...]:
        """Everything that the totals of a year, and the report, still wait for."""
        found: set[Gap] = set(self._needed(year))
        for inventory in self.inventories().values():
            found.update(gaps(inventory, total_lines(inventory), year))
        return tuple(sorted(found))

    def headline(self, year: str, language: Language) -> str:
        """The total of a year in a few words, for a status line: ``合计（位置法） 18,162.87 tCO2e``."""
        inventory = mixing.chosen(self.project, self.inventories())
        line = inventory.compiled.method.lines.get("total.location") if inventory else None
        if inventory is None or line is None:
            return ""
        result = inventory.line(line.id, year)
        named = line.words.into(language)
        if isinstance(result, Missing):
            return f"{named}  {Words('未计', 'not counted').into(language)}"  # how much is missing stands beside it
        rounding = inventory.compiled.method.rounding
        return f"{named}  {printed(result.number, rounding.places, rounding.mode)} {pretty(result.unit)}"

    def say(self, finding: Finding) -> Words:
        """A finding in words."""
        return naming.say(finding, self.project, self.catalogue)

    def past(self, number: int) -> Project:
        """The project as it was after an edit, with the methods and factor sets that it counted with at hand.

        Raises
        ------
        LookupError
            If there is no such edit.
        """
        found = self.file.state_at(number)
        holding.recall(self.file, self.catalogue, found)
        return found

    def listen(self, listener: Callable[[Changed], None]) -> None:
        """Call `listener` after each command, on the thread of the command."""
        self._listeners.append(listener)

    # commands

    def set_answer(
        self,
        place: Place,
        text: str,
        unit: str = "",
        standing: Standing = "given",
        note: str | None = None,
        evidence: tuple[Cite, ...] | None = None,
    ) -> Changed:
        """Put an answer; a blank text with standing ``given`` takes it away. Note and evidence stay unless given."""
        before = self.project.answers.get(place)
        after: Answer | None = None
        if text.strip() or standing != "given":
            kept = before or Answer("")
            text, note = writable(text), None if note is None else writable(note)
            after = Answer(
                text if standing == "given" else "",
                unit,
                standing,
                kept.note if note is None else note,
                kept.evidence if evidence is None else evidence,
            )
        return self.set_answers({place: after})

    def set_answers(self, answers: Mapping[Place, Answer | None], label: str = "") -> Changed:
        """Put or take away many answers as one step: a pasted block, an import."""
        changes = [
            AnswerChange(place, self.project.answers.get(place), after)
            for place, after in answers.items()
            if self.project.answers.get(place) != after
        ]
        named = label or answers_label(self.project, self.catalogue.vocabulary, answers)
        return self.commit(named, changes)

    def add_row(self, table: str, chosen: str = "") -> str:
        """Add a row to a table and give its code, which is never given again.

        `chosen` is the option, or the text, by which the row is named: one step with the row.
        """
        letter = self.catalogue.vocabulary.tables[table].letter
        used = {id_ for id_ in (*self.project.rows, *self.project.retired) if id_.startswith(letter)}
        number = 1 + max((int(id_[len(letter) :]) for id_ in used), default=0)
        row = Row(f"{letter}{number:02d}", table)
        named = Place(self.catalogue.vocabulary.tables[table].label, row.id)
        changes: list[Change] = [RowChange(row.id, None, row)]
        if chosen:
            changes.append(AnswerChange(named, None, Answer(writable(chosen))))
        self.commit(self.catalogue.vocabulary.tables[table].words.zh, changes)
        return row.id

    def remove_row(self, id_: str) -> Changed:
        """Remove a row with all its answers, as one step."""
        row = self.project.rows[id_]
        changes: list[Change] = [
            AnswerChange(place, answer, None)
            for place, answer in self.project.answers.items()
            if place.row == id_
        ]
        return self.commit(
            self.catalogue.vocabulary.tables[row.table].words.zh, [*changes, RowChange(id_, row, None)]
        )

    def set_setting(self, key: str, value: str | None) -> Changed:
        """Record a choice; None takes it away."""
        before = self.project.settings.get(key)
        return self.commit(key, [SettingChange(key, before, value)] if before != value else [])

    def set_years(self, years: Iterable[str]) -> Changed:
        """Replace the accounting years; answers of a year taken out stay in the file."""
        after = tuple(sorted(set(years)))
        return self.commit(
            "years", [YearsChange(self.project.years, after)] if after != self.project.years else []
        )

    def pin(self, pin: Pin) -> Changed:
        """Pin a method or factor set, in the place of another edition of it."""
        before = self.project.pins.get(pin.key)
        changes = [PinChange(pin.key, before, pin), *holding.held(self.catalogue, self.project, [pin])]
        return self.commit(f"{pin.id} {pin.edition}".strip(), changes if before != pin else [])

    def add_evidence(
        self,
        path: Path,
        kind: str = "other",
        title: str = "",
        date: str = "",
        issuer: str = "",
        to: Iterable[Place] = (),
    ) -> str:
        """Bring a file into the project, tie it to these answers in the same step, and give its number, ``E-001``."""
        stored = self.file.add_evidence_file(path)
        id_ = self.next_evidence()
        evidence = Evidence(
            id_, stored.name, kind, stored.media_type, stored.size, stored.digest, title, date, issuer
        )
        answers = self.project.answers
        tied = [
            AnswerChange(
                each, answers[each], replace(answers[each], evidence=(*answers[each].evidence, Cite(id_)))
            )
            for each in to
        ]
        self.commit(id_, [EvidenceChange(id_, None, evidence), *tied])
        return id_

    def describe_evidence(
        self,
        id_: str,
        title: str | None = None,
        kind: str | None = None,
        date: str | None = None,
        issuer: str | None = None,
    ) -> Changed:
        """Say anew what a piece of evidence is; what is None stays."""
        before = self.project.evidence[id_]

        def one(text: str | None, held: str) -> str:
            return held if text is None else writable(" ".join(text.split()))

        after = replace(
            before,
            title=one(title, before.title),
            kind=one(kind, before.kind),
            date=one(date, before.date),
            issuer=one(issuer, before.issuer),
        )
        return self.commit(id_, [EvidenceChange(id_, before, after)] if after != before else [])

    def undo(self) -> Changed:
        """Take back the last step that stands."""
        return self._history_step(self.history.undo(self.project, self.by, self._clock()))

    def redo(self) -> Changed:
        """Take back the last undo."""
        return self._history_step(self.history.redo(self.project, self.by, self._clock()))

    def restore(self, number: int, label: str) -> Changed:
        """Bring back the state after edit `number`, as one new step."""
        past = self.past(number)
        if self.project.rehearsal:  # the mark of a copy of the sample stays, however far back one goes
            past = replace(past, settings=MappingProxyType({**past.settings, REHEARSAL: "yes"}))
        return self._history_step(self.history.restore(self.project, past, label, self.by, self._clock()))

    def commit(self, label: str, changes: Iterable[Change]) -> Changed:
        """Make, save, apply and tell one Edit of these changes; nothing happens if there are none."""
        return self._history_step(Edit(label, tuple(changes), self.by, self._clock()))

    def _history_step(self, edit: Edit) -> Changed:
        if not edit.changes:
            return Changed(0)
        bounds.refuse_too_much(self.project, edit.changes)
        holding.keep_pinned(self.file, self.catalogue, edit.changes)
        number = self.file.commit(edit)
        self._history = None if self._history is None else self._history.then(number, edit)
        wide = any(not isinstance(change, (AnswerChange, SettingChange)) for change in edit.changes)
        if any(isinstance(change, PinChange) for change in edit.changes):
            holding.recall(self.file, self.catalogue, self.project)
        self._judges.follow(places(edit), wide)
        forgotten: set[tuple[str, Key]] = set()
        for key, inventory in list(self._inventories.items()):
            if wide:
                del self._inventories[key]
                self._reviews.pop(key, None)
                self._shown = (None, {})
                continue
            forgotten |= {(key, each) for each in inventory.update(self.project, places(edit))}
            if key in self._reviews:
                self._reviews[key].follow(places(edit))
        changed = Changed(number, places(edit), frozenset(forgotten), wide, self._judged(edit))
        for listener in self._listeners:
            listener(changed)
        return changed

    def _judged(self, edit: Edit) -> tuple[Finding, ...]:
        answered = [
            change for change in edit.changes if isinstance(change, AnswerChange) and change.after is not None
        ]
        inventory = next(iter(self.inventories().values()), None) if answered else None
        if inventory is None:
            return ()
        found: list[Finding] = []
        for change in answered:
            if change.after is not None:
                found += judge(self.project, self.catalogue.vocabulary, change.place, change.after, inventory)
        return tuple(found)

    def next_evidence(self, beyond: Iterable[str] = ()) -> str:
        """The number of the next piece of evidence, after these as well; one that was ever given is not given twice."""
        ever = {*self.project.evidence, *beyond}
        for record in self.file.edits_touching("evidence"):
            ever |= {change.id for change in record.edit.changes if isinstance(change, EvidenceChange)}
        return f"E-{1 + max((int(id_[2:]) for id_ in ever), default=0):03d}"
