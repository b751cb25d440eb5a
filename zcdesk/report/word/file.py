"""The Word file of a `Document`, written whole or not at all; the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from zcdesk import __version__
from zcdesk.domain.document import (
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    Paragraph,
    Proof,
    Statement,
    Table,
)
from zcdesk.report.pages.layout import Run, runs_of
from zcdesk.report.pages.prose import caption_text
from zcdesk.report.typesetting import fonts as faces
from zcdesk.report.typesetting import style as paper
from zcdesk.report.typesetting.style import PageSize
from zcdesk.report.typesetting.typeset import Typesetter
from zcdesk.report.whole import write_whole
from zcdesk.report.word import styles
from zcdesk.report.word.elements import (
    Element,
    Ink,
    bookmarked,
    field,
    linked,
    node,
    paragraph,
    run,
    twips,
)
from zcdesk.report.word.mark import watermark
from zcdesk.report.word.tables import grid, page_mark, pairs, table

_CHART_DPI = 300
_INTRO = 400
"""Characters up to which a text introduces the table, chart or calculation below it."""
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_EMU = 12700
"""English metric units in a point."""


def write_word(document: Document, path: Path, fonts: Path) -> None:
    """Write the Word file of a document; it appears whole or not at all."""
    data = render_word(document, fonts)
    write_whole(path, data)


def render_word(document: Document, fonts: Path) -> bytes:
    """The Word file of a document.

    Parameters
    ----------
    document : Document
    fonts : Path
        Folder of the faces by which column widths are measured and charts are drawn; the file itself names faces that
        office programs have.
    """
    word = docx.Document()
    styles.set_styles(word, document.language)
    body = word.element.body
    last = body.find(qn("w:sectPr"))
    maker = _Maker(document, Typesetter(faces.load(fonts), document.language), word)
    runs = runs_of(document)
    for place, one in enumerate(runs):
        broken = place > 0 and not _turns(runs[place - 1], one)
        for element in maker.run(one, begins=broken):
            last.addprevious(element)
        if place + 1 < len(runs) and _turns(one, runs[place + 1]):
            holder = node("w:p", None, node("w:pPr", None, maker.section(one)))
            last.addprevious(holder)
    if runs:
        last.addprevious(maker.section(runs[-1]))
        body.remove(last)
    _describe(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return _settled(buffer.getvalue())


def _turns(one: Run, following: Run) -> bool:
    """Whether a section ends: the page turns, or the cover is over."""
    return one.wide != following.wide or _bare(one)


def _bare(one: Run) -> bool:
    return bool(one.blocks) and isinstance(one.blocks[0][1], Cover)


class _Maker:
    """Blocks to elements; it counts bookmarks and pictures."""

    def __init__(self, document: Document, setter: Typesetter, word: Any) -> None:
        self.document, self.setter, self.word = document, setter, word
        self.fixed = paper.words(document.language, document.labels)
        self.count = 0
        self.headings = {
            index: f"zc_section_{index}"
            for index, block in enumerate(document.blocks)
            if isinstance(block, Heading | Statement | Contents)
        } | {
            index: page_mark(block.key)
            for index, block in enumerate(document.blocks)
            if isinstance(block, Heading) and block.key
        }
        proofs = [block for block in document.blocks if isinstance(block, Proof)]
        self.proofs = {
            f"{''.join(block.place.split()[-1:])} {block.code}": f"zc_calc_{number}"
            for number, block in enumerate(proofs)
        }

    def lead(self, number: str, code: str) -> str:
        """Bookmark of a figure's calculation."""
        return self.proofs.get(f"{number} {code}", "")

    def run(self, one: Run, begins: bool) -> list[Element]:
        """The elements of blocks that share a kind of page; they begin a page where no section does so."""
        size = paper.LANDSCAPE if one.wide else paper.PORTRAIT
        made: list[Element] = []
        for place, (index, block) in enumerate(one.blocks):
            after = one.blocks[place + 1][1] if place + 1 < len(one.blocks) else None
            names = isinstance(block, Paragraph) and isinstance(after, Table | Chart | Proof)
            if isinstance(block, Paragraph) and names and len(block.text) <= _INTRO:
                made.append(_prose(block, keep=True))  # what names a table stays with it
            else:
                made.extend(self._block(index, block, size))
        return _on_new_page(made) if begins else made

    def _block(self, index: int, block: Block, size: PageSize) -> list[Element]:
        measure = size.measure
        match block:
            case Heading():
                level = min(max(block.level, 1), 3)
                return [paragraph(f"Heading{level}", *self._marked(self.headings[index], run(block.text)))]
            case Paragraph():
                return [_prose(block)]
            case Table():
                return self._table(block, measure)
            case Chart():
                return self._chart(block, size)
            case Proof():
                return self._proof(block, measure)
            case Facts():
                return (
                    [pairs(block.items, measure, styles.SMALL, styles.SMALL), _gap()] if block.items else []
                )
            case Cover():
                return self._cover(block, measure)
            case Statement():
                return self._statement(index, block, measure)
            case Contents():
                return self._contents(index, block)
            case _:
                return []

    def _marked(self, target: str, *parts: Element) -> list[Element]:
        self.count += 1
        return bookmarked(target, self.count, parts)

    def _table(self, block: Table, measure: float) -> list[Element]:
        made = []
        caption = caption_text(self.fixed["table"], block.number, block.title)
        if caption.strip() or block.unit:
            parts = [run(caption, Ink(bold=True))]
            if block.unit:
                parts.append(run(f"\t{block.unit}", Ink(paper.GREY, size=8.0)))
            made.append(paragraph(styles.CAPTION, *parts, tabs=[(measure, "right", "")]))
        made.append(table(block, self.setter, measure, self.lead))
        made += self._notes(block.notes, block.source)
        made.append(_gap())
        return made

    def _notes(self, notes: Sequence[tuple[str, str]], source: str) -> list[Element]:
        made = []
        for place, (text, tone) in enumerate(notes):
            colour = paper.TONES[tone] if tone != "normal" else ""  # type: ignore[index]
            start = f"{self.fixed['note']} " if place == 0 else ""
            made.append(paragraph(styles.NOTE, run(f"{start}{text}", Ink(colour))))
        if source:
            made.append(paragraph(styles.NOTE, run(f"{self.fixed['source']} {source}")))
        return made

    def _chart(self, block: Chart, size: PageSize) -> list[Element]:
        from zcdesk.report.charts.charts import figure

        measure = size.measure
        tall = min(block.height_mm * paper.MM, size.room - 60)
        drawn = figure(block, measure / paper.MM, self.setter, height_mm=tall / paper.MM)
        picture = io.BytesIO()
        drawn.savefig(picture, format="png", dpi=_CHART_DPI, facecolor="white", metadata={"Software": None})
        picture.seek(0)
        self.count += 1
        shape = self.word.part.new_pic_inline(picture, width=int(measure * _EMU), height=int(tall * _EMU))
        told = shape.find(qn("wp:docPr"))
        told.set("id", str(self.count))
        told.set("name", f"{self.fixed['figure']} {block.number}")
        told.set("descr", block.alt or block.title)
        made = [paragraph(styles.PICTURE, node("w:r", None, node("w:drawing", None, shape)))]
        caption = caption_text(self.fixed["figure"], block.number, block.title)
        if caption.strip():
            under = paragraph(styles.CAPTION, run(caption, Ink(bold=True)))
            under.find(qn("w:pPr")).insert(1, node("w:keepNext", {"w:val": "0"}))  # the picture keeps with it
            made.append(under)
        made += self._notes([(text, "normal") for text in block.notes], block.source)
        return made

    def _proof(self, block: Proof, measure: float) -> list[Element]:
        key = f"{''.join(block.place.split()[-1:])} {block.code}"
        title = [
            run(f"{block.code}  ", Ink(paper.DEEP)),
            run(block.name),
            run(f"\t{block.result} {block.unit}".rstrip()),
        ]
        made = [
            paragraph(
                styles.CALCULATION, *self._marked(self.proofs[key], *title), tabs=[(measure, "right", "")]
            )
        ]
        grey = Ink(paper.GREY, size=8.0)
        clause = [run(f"\t{block.clause}", grey)] if block.clause else []
        made.append(
            paragraph(
                styles.FORMULA,
                run(f"{block.place}  ", grey),
                run(block.formula),
                *clause,
                tabs=[(measure, "right", "")],
            )
        )
        if block.numbers:
            result = f" = {block.result} {block.unit}".rstrip() if block.result else ""
            made.append(
                paragraph(styles.FORMULA, run(f"= {block.numbers}"), run(result, Ink(bold=True)), indent=24.0)
            )
        if block.inputs:
            widths = [share * measure for share in (0.12, 0.26, 0.2, 0.27, 0.15)]
            rows = []
            for one in block.inputs:
                toned = Ink(paper.TONES[one.tone] if one.tone != "normal" else "")
                rows.append(
                    [
                        (one.symbol, Ink()),
                        (one.name, Ink()),
                        (one.value, toned),
                        (one.source, toned),
                        (one.evidence, Ink(paper.GREY)),
                    ]
                )
            made.append(grid(rows, widths, frozenset({2})))
        ending = [f"{self.fixed['unrounded']} {block.unrounded}"] if block.unrounded else []
        if ending or block.flags:
            warned = (
                [run("  ".join(["", *block.flags]), Ink(paper.WARNING, bold=True))] if block.flags else []
            )
            made.append(paragraph(styles.NOTE, *(run(text) for text in ending), *warned))
        elif block.inputs:
            made.append(_gap())
        return made

    def _cover(self, block: Cover, measure: float) -> list[Element]:
        made = [
            paragraph(styles.LEAD, run(block.number), align="right"),
            paragraph(styles.COVER_TITLE, run(block.title.replace("\n", ""))),
            paragraph(styles.COVER_SUB, run(block.subtitle)),
            paragraph(styles.COVER_COMPANY, run(block.company)),
            paragraph(styles.NOTE, run(self.fixed["company_seal"])),
            *[_gap() for _ in range(6)],
        ]
        if block.facts:
            made.append(pairs(block.facts, measure, styles.COVER_LABEL, styles.COVER_VALUE))
        copy = paragraph(styles.NOTE, run(self.fixed["editable"], Ink(paper.WARNING)))
        return [*made, _gap(), copy, paragraph(styles.NOTE, run(block.seal_line))]

    def _statement(self, index: int, block: Statement, measure: float) -> list[Element]:
        made = [paragraph(styles.FRONT, *self._marked(self.headings[index], run(block.title)))]
        made += [paragraph(styles.BODY, run(text)) for text in block.paragraphs]
        if block.results is not None:
            made += self._table(block.results, measure)
        stops = [(46 * paper.MM, "left", ""), (100 * paper.MM, "left", "underscore")]
        made += [paragraph(styles.SIGN, run(f"{label}\t\t"), tabs=stops) for label in block.signatures]
        if block.seal or block.date_line:
            made += [
                paragraph(styles.LEAD, run(text), align="right")
                for text in (self.document.company, block.date_line, block.seal)
                if text
            ]
        return made

    def _contents(self, index: int, block: Contents) -> list[Element]:
        """A table of contents that the office program counts anew; until then it lists the headings."""
        made = [paragraph(styles.FRONT, *self._marked(self.headings[index], run(block.title)))]
        listed = [
            (self.headings[place], one)
            for place, one in enumerate(self.document.blocks)
            if isinstance(one, Heading) and one.level <= 2
        ]
        if not listed:
            return made
        begin, told, separate, _, end = field('TOC \\o "1-2" \\h \\z \\u', stale=True)
        lines = [
            paragraph(
                styles.CONTENTS_1 if one.level == 1 else styles.CONTENTS_2, linked(target, [run(one.text)])
            )
            for target, one in listed
        ]
        first = lines[0].find(qn("w:pPr"))
        for part in (separate, told, begin):
            first.addnext(part)
        lines[-1].append(end)
        return made + lines

    def section(self, one: Run) -> Element:
        """What ends a section: size, margins, head and foot."""
        size = paper.LANDSCAPE if one.wide else paper.PORTRAIT
        made = node("w:sectPr")
        if not _bare(one):
            for kind, part in (
                ("header", self._furniture("header", size)),
                ("footer", self._furniture("footer", size)),
            ):
                made.append(node(f"w:{kind}Reference", {"w:type": "default", "r:id": part}))
        elif self.document.draft:
            made.append(
                node(
                    "w:headerReference",
                    {"w:type": "default", "r:id": self._furniture("header", size, bare=True)},
                )
            )
        made.append(node("w:type", {"w:val": "nextPage"}))
        page = {"w:w": twips(size.width), "w:h": twips(size.height)}
        if one.wide:
            page["w:orient"] = "landscape"
        made.append(node("w:pgSz", page))
        edges = {
            "top": size.height - size.top,
            "right": size.right,
            "bottom": size.bottom,
            "left": size.left,
            "header": 14 * paper.MM,
            "footer": 11 * paper.MM,
            "gutter": 0.0,
        }
        made.append(node("w:pgMar", {f"w:{name}": twips(value) for name, value in edges.items()}))
        return made

    def _furniture(self, kind: str, size: PageSize, bare: bool = False) -> str:
        part, key = self.word.part.add_header_part() if kind == "header" else self.word.part.add_footer_part()
        held = part.element
        for old in list(held):
            held.remove(old)
        document, measure = self.document, size.measure
        tag = [run(f"{document.draft}", Ink(paper.WARNING, bold=True))] if document.draft else []
        stops = [(measure / 2, "center", ""), (measure, "right", "")]
        if kind == "header":
            parts = tag if bare else [run(f"{document.company}\t"), *tag, run(f"\t{document.short_title}")]
            line = paragraph("Header", *parts, tabs=stops)
            if not bare:
                line.find(qn("w:pPr")).insert(1, styles.ruled(0.5, paper.DEEP))
            if document.draft and document.watermark:
                line.append(watermark(document.watermark))
        else:
            line = paragraph("Footer", run(f"{document.foot}\t\t"), *_pages(document.page_of), tabs=stops)
        held.append(line)
        return str(key)


def _pages(pattern: str) -> list[Element]:
    """``第 {page} 页　共 {pages} 页`` with fields in their places."""
    made: list[Element] = []
    rest = pattern
    for name, instruction in (("{page}", "PAGE"), ("{pages}", "NUMPAGES")):
        before, found, rest = rest.partition(name)
        made.append(run(before))
        if found:
            made += field(instruction)
    made.append(run(rest))
    return made


def _prose(block: Paragraph, keep: bool = False) -> Element:
    names = {"body": styles.BODY, "lead": styles.LEAD, "note": styles.NOTE, "small": styles.SMALL}
    colour = paper.TONES[block.tone] if block.tone not in ("normal", "strong") else ""
    return paragraph(names[block.style], run(block.text, Ink(colour, block.tone == "strong")), keep=keep)


def _gap() -> Element:
    return paragraph(styles.NOTE)


def _on_new_page(made: list[Element]) -> list[Element]:
    first = made[0] if made and made[0].tag == qn("w:p") else _gap()
    told = first.find(qn("w:pPr"))
    at = 2 if told.find(qn("w:keepNext")) is not None else 1
    told.insert(at, node("w:pageBreakBefore"))
    return made if made and made[0] is first else [first, *made]


def _describe(word: Any, document: Document) -> None:
    """Title, author and subject; no date is taken from the clock."""
    told = word.core_properties
    told.title, told.author, told.subject = document.title, document.company, document.subject
    told.keywords, told.comments, told.last_modified_by = document.keywords, "", f"zcdesk {__version__}"
    told.language = "zh-CN" if document.language == "zh" else "en"
    held = told._element
    for name in ("dcterms:created", "dcterms:modified"):
        for old in held.findall(qn(name)):
            held.remove(old)
    section = word.sections[0]
    section.different_first_page_header_footer = False
    section.header_distance = Pt(14 * paper.MM)


def _settled(data: bytes) -> bytes:
    """The same archive with its parts in one order and no time of day."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
