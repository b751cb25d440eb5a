"""Results and template to a `Document`: every text final, every traced figure with its code.

The template says which blocks in which order; each kind of block is a function of `zcdesk.report.chapters`. Blocks that
tell about the others (what is missing, the statement, the calculations) are told last and put in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from zcdesk.domain.document import Block, Chart, Document, Heading, Table
from zcdesk.domain.finding import Finding
from zcdesk.domain.form import Page
from zcdesk.domain.project import Project
from zcdesk.domain.words import Language, Words
from zcdesk.report.chapters import (
    annexes,
    balance_flow,
    by_month,
    calculation,
    carbon,
    coefficients,
    criteria,
    energy_flow,
    evidence,
    gates,
    grid,
    ledger,
    listing,
    monthly,
    open_items,
    opening,
    other,
    pictures,
    plan,
    site,
    spread_tables,
    stated,
    summary,
)
from zcdesk.report.chapters import disclosure as disclosure_chapter
from zcdesk.report.chapters.telling import Telling, tables_of
from zcdesk.report.telling.judged import Folder, Verdicts
from zcdesk.report.telling.results import Figures
from zcdesk.report.telling.template import Part, TemplateError
from zcdesk.report.telling.template import template as read_template
from zcdesk.report.telling.wording import Wording

Teller = Callable[[Telling], list[Block]]
Guided = Callable[[Telling, Part], list[Block]]

_TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "contents": opening.contents,
        "method": site.method,
        "headline": summary.headline,
        "by_scope": summary.by_scope,
        "both_views": summary.both_views,
        "indicators": summary.indicators,
        "chart_by_year": pictures.by_year,
        "chart_by_source": pictures.by_source,
        "other_ledgers": ledger.other_ledgers,
        "absent": ledger.absent,
        "stated": stated.stated,
        "energy_flow": energy_flow.energy_flow,
        "coefficients": coefficients.coefficients,
        "missing_data": other.missing_data,
        "uncertainty": spread_tables.uncertainty,
        "illustrative": other.illustrative,
        "declaration": opening.declaration,
        "annex_emissions": annexes.emissions,
        "annex_activity": annexes.activity,
        "annex_factors": annexes.factors,
        "monthly": monthly.monthly,
        "evidence": evidence.evidence_list,
        "gates": gates.gates,
        "core": criteria.core,
        "indicators_of": criteria.indicators,
        "points": criteria.points,
        "measures": criteria.measures,
        "choices": plan.choices,
        "readings": plan.readings,
        "folders": plan.folders,
    }
)
"""Blocks that the method and the project tell by themselves."""

_GUIDED: Mapping[str, Guided] = MappingProxyType(
    {
        "profile": site.profile,
        "boundary": site.boundary,
        "changes": site.changes,
        "ledger": ledger.ledger,
        "further": stated.further,
        "grid": grid.grid,
        "flow": balance_flow.flow,
        "carbon": carbon.table,
        "carbon_flow": carbon.flow,
        "by_month": by_month.by_month,
        "amounts": other.amount_sentence,
        "instruments": other.instruments,
        "quality": other.quality,
        "list": listing.listing,
        "answers": listing.answers,
        "words": plan.words,
        "promise": plan.promise,
        "topic": disclosure_chapter.topic,
        "months": plan.months,
    }
)
"""Blocks of which the template says what they list."""

_LAST: Mapping[str, Teller] = MappingProxyType(
    {
        "calculation": calculation.calculation,
        "open_items": open_items.open_items,
        "statement": opening.statement,
        "index": disclosure_chapter.index,
    }
)
"""Told after all others, since they name codes that are only then known."""

_LABELS = (
    "table",
    "figure",
    "note",
    "source",
    "continued",
    "group_continued",
    "unrounded",
    "company_seal",
    "list_of_tables",
    "list_of_figures",
)


def story(
    *,
    project: Project,
    template: Mapping[str, Any],
    texts: Mapping[str, Words],
    inventory: Figures,
    energy: Figures | None,
    year: str,
    language: Language,
    findings: Sequence[Finding],
    finding_texts: Mapping[str, Words],
    number: str,
    issued_at: str,
    check_code: str,
    pages: Mapping[str, Page],
    spread: Mapping[str, Any] | None = None,
    scheme: Verdicts | None = None,
    fallen: Sequence[str] = (),
    folders: Sequence[Folder] = (),
    disclosure: Mapping[str, Any] | None = None,
    omitted: Mapping[str, str] | None = None,
) -> Document:
    """The emission report of a year, or another report of its template.

    Parameters
    ----------
    project : Project
    template : mapping
        Decoded ``resources/reports/inventory.toml``.
    texts : mapping of str to Words
        ``resources/text/report.toml``.
    inventory : Figures
        Results of the greenhouse-gas method.
    energy : Figures or None
        Results of the energy method, if it is pinned.
    year : str
        The reported year; earlier years of the project stand beside it.
    language : Language
    findings : sequence of Finding
        What the checks found for the year.
    finding_texts : mapping of str to Words
        ``resources/text/findings.toml``.
    number : str
        Number of the report; ``""`` for none.
    issued_at : str
        ISO date or time of printing.
    check_code : str
        Check code of a sealed report; ``""`` while it is none.
    pages : mapping of str to Page
        The pages of the program, for "where to fill it in".
    spread : mapping or None
        The uncertainty of the year as it was recorded; None where it was not, or no longer stands.
    scheme : Verdicts or None
        What a report about a scheme judges by.
    fallen : sequence of str
        What keeps its verdicts from standing, in words with the rule: a number used twice, a call that is over.
    folders : sequence of Folder
        The files handed in with it.
    disclosure : mapping or None
        Decoded ``resources/disclosure/index.toml``, for a report with an index.
    omitted : mapping of str to str or None
        Topic of that index to the reason why it is left out.

    Raises
    ------
    TemplateError
        If the template has a kind of block that there is not.
    """
    held = read_template(template)
    say = Wording(texts, language)
    telling = Telling(
        project=project,
        template=held,
        say=say,
        inventory=inventory,
        energy=energy,
        year=year,
        findings=findings,
        finding_texts=finding_texts,
        pages=pages,
        spread=spread,
        scheme=scheme,
        fallen=fallen,
        folders=folders,
        disclosure=disclosure,
        omitted=omitted,
    )
    missing, wrong, unconfirmed = open_items.counts(telling)
    tag = say("draft.wrong" if wrong else "draft.tag", missing=missing, wrong=wrong, unconfirmed=unconfirmed)
    draft = tag if missing or wrong or unconfirmed else ""
    if not draft and scheme is not None:
        waiting = gates.waiting(telling)
        draft = say("draft.scheme", count=waiting) if waiting else ""
    if draft:
        check_code = ""
    mark = ""
    if project.rehearsal:
        draft, mark = say("draft.rehearsal"), "rehearsal_"
    blocks = _told(telling, number, issued_at, check_code)
    what = say.of(scheme.compiled.scheme.method.words) if scheme is not None else ""
    company = telling.answer("site.name") or say("missing.blank")
    return Document(
        title=say(f"{held.head}.full_title", company=company, year=year, what=what),
        company=company,
        subject=say(f"{held.head}.title", what=what).replace("\n", ""),
        language=language,
        short_title=say(f"{held.head}.short_title", year=year, what=what),
        foot=_foot(
            say,
            number,
            issued_at,
            check_code,
            f"foot.{'rehearsal' if mark else 'draft' if draft else 'print'}",
        ),
        page_of=say("page.of"),
        labels={key: say(f"label.{key}") for key in _LABELS},
        blocks=tuple(blocks),
        draft=draft,
        watermark=say(f"draft.{mark}watermark") if draft else "",
        keywords=say(f"{held.head}.keywords", year=year, what=what),
        chapters_on_new_page=held.new_pages,
        codes=MappingProxyType(dict(telling.codes.figures)),
    )


def _told(telling: Telling, number: str, issued_at: str, check_code: str) -> list[Block]:
    """All blocks in the template's order; chapters without content are left out and not counted."""
    done: dict[int, list[Block]] = {}
    later: list[tuple[int, Part]] = []
    labels: dict[int, str] = {}
    label = ""
    heads: dict[int, tuple[Heading, str]] = {}
    count = 0
    counts = False  # whether what comes next begins a numbered chapter
    for index, part in enumerate(telling.template.parts):
        if part.kind == "chapter":
            counts = part.number == "auto"
            label = str(count + 1) if counts else part.number
            telling.open_chapter(label)
            heads[index] = opening.chapter_heading(telling, part, count + 1), label
            continue
        if part.kind in _LAST or part.kind == "cover":
            later.append((index, part))
            labels[index] = label
        elif part.kind in _TELLERS:
            done[index] = _tagged(telling, part, _TELLERS[part.kind](telling))
        elif part.kind in _GUIDED:
            done[index] = _tagged(telling, part, _GUIDED[part.kind](telling, part))
        else:
            raise TemplateError(f"reports/{telling.template.id}: block[{index}]: no such kind: {part.kind}")
        if counts and (index in labels or done.get(index)):
            count, counts = count + 1, False
    telling.sections.update(
        part.section for index, part in enumerate(telling.template.parts) if part.section and done.get(index)
    )
    for index, part in later:
        if part.kind == "cover":
            done[index] = opening.cover(telling, number, issued_at, check_code)
        else:
            if part.kind == "index":  # a table of a chapter that is told when all others are
                telling.open_chapter(labels[index])
            done[index] = _LAST[part.kind](telling)
    done = {index: [_sourced(telling, block) for block in told] for index, told in done.items()}
    return _ordered(telling, done, heads)


def _tagged(telling: Telling, part: Part, told: list[Block]) -> list[Block]:
    """The tables of a block with what the form calls them in their titles: ``Energy consumption (2025, Z3)``."""
    if not part.tag:
        return told
    say = telling.say

    def titled(title: str) -> str:
        inside = title[-1:] in ("）", ")")
        key, text = ("table.tagged_more", title[:-1]) if inside else ("table.tagged", title)
        return say(key, title=text, tag=part.tag)

    return [
        replace(block, title=titled(block.title)) if isinstance(block, Table) else block for block in told
    ]


def _sourced(telling: Telling, block: Block) -> Block:
    """A chart with the tables that really hold what it draws; their numbers are only known when all is told."""
    if not isinstance(block, Chart) or block.number not in telling.drawn:
        return block
    found = tables_of(telling, telling.drawn[block.number])
    say = telling.say
    return replace(block, source=say("source.tables", tables=say.join(found)) if found else "")


def _ordered(
    telling: Telling, done: Mapping[int, list[Block]], heads: Mapping[int, tuple[Heading, str]]
) -> list[Block]:
    blocks: list[Block] = []
    chapter: Heading | None = None
    label = section = ""
    sections = 0
    for index, part in enumerate(telling.template.parts):
        if index in heads:
            (chapter, label), sections, section = heads[index], 0, ""
            continue
        told = done[index]
        if not told:
            continue
        if chapter is not None and part.kind not in ("cover", "statement", "contents", "declaration"):
            blocks.append(chapter)
            chapter = None
        if part.section and part.section != section:
            section, sections = part.section, sections + 1
            blocks.append(_section(telling, label, sections, section))
        blocks += told
    return blocks


def _section(telling: Telling, label: str, count: int, section: str) -> Heading:
    say = telling.say
    han = say("numerals").split(",")[count - 1]
    key = (
        f"{telling.template.head}.section"
        if say.has(f"{telling.template.head}.section")
        else "heading.section"
    )
    title = telling.own(f"section.{section}")
    return Heading(say(key, han=han, chapter=label, number=count, title=title), 2, section)


def _foot(say: Wording, number: str, issued_at: str, check_code: str, dated: str) -> str:
    date = issued_at[:10] if check_code else issued_at[:16].replace("T", " ")
    parts = [say("foot.number", number=number)] if number else []
    if check_code:
        parts += [say("foot.issued", date=date), say("foot.check", code=check_code)]
    else:
        parts += [say(dated, date=date)] if date else []
        parts.append(say("foot.unsealed"))
    return "\u3000".join(parts)
