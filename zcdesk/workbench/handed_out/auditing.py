"""Auditing: a published report checked against itself, in words and as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from zcdesk.calc.audit import Audited, audit, wrong
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import rounded
from zcdesk.domain.printed import PrintedLine, PrintedReport
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Words
from zcdesk.exchange.printed import PrintedError, load
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.forms.cell_figures import grouped
from zcdesk.workbench.refusal import Refused

SCHEMA = "zcdesk.audit/1"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that does not agree, in words.

    Attributes
    ----------
    verdict : str
        ``differs``, ``cut_off`` or ``unreadable``.
    what : Words
        Which line, computed and printed.
    way : Words
        Which digit would mend it; empty if none does.
    """

    verdict: str
    what: Words
    way: Words


@dataclass(frozen=True, slots=True)
class Audit:
    """A report that was checked.

    Attributes
    ----------
    title : str
    head : Words
        How much was looked at, and how it came out.
    told : tuple of Told
        What does not agree, sums first as they stand in the report.
    document : mapping
        The same for programs: schema ``zcdesk.audit/1``.
    """

    title: str
    head: Words
    told: tuple[Told, ...]
    document: Mapping[str, Any]


def audited(catalogue: Catalogue, path: Path) -> Audit:
    """Check the report whose printed lines a file lists.

    Raises
    ------
    Refused
        If the file cannot be read as printed lines.
    """
    texts = catalogue.texts("audit")
    try:
        report = load(path)
    except PrintedError as bad:
        said = catalogue.texts("findings")

        def say(found: Finding) -> Words:
            return said[found.code].fill(**dict(found.details))

        raise Refused("printed", texts["refused"].fill(n=len(bad.findings)), bad.findings, say) from bad
    found = audit(report)
    open_ = wrong(found)
    counts = {verdict: sum(each.verdict == verdict for each in found) for verdict in _VERDICTS}
    head = (
        texts["head"].fill(
            n=len(found),
            lines=len(report.lines),
            agreed=counts["agrees"],
            differs=counts["differs"],
            cut_off=counts["cut_off"],
            unreadable=counts["unreadable"],
        )
        if found
        else texts["nothing"]
    )
    told = tuple(_told(each, report, texts) for each in open_)
    document = {
        "schema": SCHEMA,
        "report": {"title": report.title, "source": report.source, "lines": len(report.lines)},
        "looked_at": len(found),
        "verdicts": counts,
        "findings": [_document(each, report, one) for each, one in zip(open_, told, strict=True)],
    }
    return Audit(report.title, head, told, document)


_VERDICTS = ("agrees", "cut_off", "differs", "unreadable")


def _told(item: Audited, report: PrintedReport, texts: Mapping[str, Words]) -> Told:
    lines = {line.id: line for line in report.lines}
    line = lines.get(item.line)
    key = item.kind if item.kind == "unreadable" else f"{item.kind}_{item.verdict}"
    whole = lines.get(item.of[-1]) if item.of else None
    what = texts[key].fill(
        line=line.label if line is not None else item.line,
        whole=whole.label if whole is not None else "",
        name=item.name,
        unit=pretty(line.unit) if line is not None and item.kind != "share" else "",
        computed=_shown(item.computed, line, item.kind),
        printed=_shown(item.printed, line, item.kind),
        difference=_shown(item.difference, line, item.kind),
        tolerance=_shown(item.tolerance, line, item.kind),
    )
    ways = [
        texts[f"suspect_{each.how}"].fill(line=lines[each.line].label, meant=each.meant)
        for each in item.suspects
    ]
    ways += [texts["guessed"]] if item.guessed else []
    way = Words("".join(each.zh for each in ways), " ".join(each.en for each in ways))
    return Told(item.verdict, Words(" ".join(what.zh.split()), " ".join(what.en.split())), way)


def _shown(value: Decimal, line: PrintedLine | None, kind: str) -> str:
    """A figure with one decimal more than the printed one has, so that rounding can be followed."""
    half = line.half if line is not None else Decimal(0)
    if kind in ("share", "shares") and line is not None and line.share is not None:
        half = line.share_half
    places = max(-int(half.as_tuple().exponent), 0) if half else 2
    return grouped(rounded(value, places))


def _document(item: Audited, report: PrintedReport, told: Told) -> dict[str, Any]:
    line = next((each for each in report.lines if each.id == item.line), None)
    return {
        "kind": item.kind,
        "verdict": item.verdict,
        "line": item.line,
        "name": line.label if line is not None else item.line,
        "of": list(item.of),
        "printed": str(item.printed),
        "computed": str(item.computed),
        "difference": str(item.difference),
        "tolerance": str(item.tolerance),
        "suspects": [{"line": each.line, "meant": each.meant, "how": each.how} for each in item.suspects],
        "guessed": item.guessed,
        "message": {
            "zh": told.what.zh + told.way.zh,
            "en": " ".join(filter(None, (told.what.en, told.way.en))),
        },
    }
