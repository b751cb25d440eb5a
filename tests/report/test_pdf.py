from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from tests.report import specimen
from zcdesk.domain.document import Chart, Document, Heading, Paragraph, Proof, Table
from zcdesk.report import whole
from zcdesk.report.pages import pdf
from zcdesk.report.pages.flow import SPARSE, Page
from zcdesk.report.pages.layout import lay_out
from zcdesk.report.pages.strings import drawn_strings
from zcdesk.report.pages.tables import TableBox
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting import fonts
from zcdesk.report.typesetting.shaping import CLOSING
from zcdesk.report.typesetting.typeset import Typesetter

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
VARIANTS = {
    "zh": {"language": "zh"},
    "en": {"language": "en"},
    "zh draft": {"language": "zh", "draft": True},
    "en draft, long names": {"language": "en", "draft": True, "long_names": True},
    "zh, long names": {"language": "zh", "long_names": True},
}


@cache
def made(variant: str) -> tuple[Document, bytes]:
    document = specimen.document(**VARIANTS[variant])  # type: ignore[arg-type]
    return document, pdf.render(document, FONTS)


@cache
def read(variant: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made(variant)[1]))


@cache
def laid(variant: str) -> list[Page]:
    document = made(variant)[0]
    return lay_out(document, Typesetter(fonts.load(FONTS), document.language), Node("Document")).pages


def plain(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "")


@pytest.fixture(params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def printed(document: Document) -> set[str]:
    """Strings that must be found; labels inside narrow pieces of charts may be left out."""
    left_out = {
        label
        for block in document.blocks
        if isinstance(block, Chart)
        for s in block.series
        for label in s.labels
    }
    left_out |= {
        text for block in document.blocks if isinstance(block, Chart) for _, text, _, _ in block.nodes
    }
    sides = {"left", "right", "inside"}
    return {text for text, _ in drawn_strings(document) if text not in left_out and text not in sides}


def test_every_string_can_be_read_from_the_file(variant):
    document = made(variant)[0]
    content = plain("".join(page.extract_text() for page in read(variant).pages))
    missing = [
        text
        for text in printed(document)
        if not all(plain(piece) in content for piece in text.split("\u3000"))
    ]
    # A wrapped cell stands beside others, line by line; its lines are then apart in the reading order of pypdf.
    assert [text for text in missing if len(text) < 16] == []


if shutil.which("pdftotext"):  # a second reader, where poppler is installed

    def test_every_string_can_be_read_with_poppler(variant, tmp_path):
        document, data = made(variant)
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        content = plain(
            subprocess.run(
                ["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True
            ).stdout
        )
        assert [text for text in printed(document) if len(text) < 16 and plain(text) not in content] == []


def test_long_texts_are_read_whole_from_the_structure(variant):
    document = made(variant)[0]
    content = plain("".join(structured(read(variant))))
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph | Heading)]
    texts += [
        cell.text
        for block in document.blocks
        if isinstance(block, Table)
        for r in block.rows
        for cell in r.cells
    ]
    assert [text for text in texts if plain(text) not in content] == []


def structured(reader: pypdf.PdfReader) -> list[str]:
    """The text of each piece of marked content, in the order of the structure tree."""
    by_page = [marked(page) for page in reader.pages]
    numbers = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    out: list[str] = []

    def walk(node: DictionaryObject, page: int | None) -> None:
        if "/Pg" in node:
            page = numbers[node.raw_get("/Pg").idnum]
        kids = node["/K"]
        for kid in kids if isinstance(kids, list) else [kids]:
            held = kid.get_object() if isinstance(kid, IndirectObject) else kid
            if isinstance(held, int):
                assert page is not None
                out.append(by_page[page][held])
            elif held.get("/Type") == "/MCR":
                out.append(by_page[numbers[held.raw_get("/Pg").idnum]][held["/MCID"]])
            else:
                walk(held, page)

    walk(reader.trailer["/Root"]["/StructTreeRoot"], None)
    return out


def marked(page: pypdf.PageObject) -> dict[int, str]:
    """Text of a page by the number of its marked content."""
    found: dict[int, str] = {}
    names = {name: _unicode(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}  # type: ignore[index]
    current, table = None, {}
    for operands, operator in pypdf.generic.ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"BDC":
            current = operands[1].get("/MCID")
            found.setdefault(current, "")
        elif operator in (b"BMC", b"EMC"):
            current = None
        elif operator == b"Tf":
            table = names[operands[0]]
        elif operator == b"Tj" and current is not None:
            raw = operands[0].original_bytes
            found[current] += "".join(table[code] for code in raw)
    return found


def _unicode(font: DictionaryObject) -> dict[int, str]:
    text = font["/ToUnicode"].get_object().get_data().decode("ascii")
    pairs = re.findall(r"<(\w\w)> <(\w+)>\n", text.split("endcodespacerange")[1])
    return {int(code, 16): bytes.fromhex(value).decode("utf-16-be") for code, value in pairs}


def test_no_line_begins_with_a_closing_mark(variant):
    for page in read(variant).pages:
        for line in page.extract_text(extraction_mode="layout").splitlines():
            assert line.strip()[:1] not in CLOSING, line


def test_all_fonts_are_embedded_and_none_is_a_standard_one(variant):
    for page in read(variant).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            held = font.get_object()
            assert "ZCDesk" in held["/BaseFont"]
            assert "/FontFile2" in held["/FontDescriptor"]


def test_no_text_begins_outside_the_page(variant):
    for page in read(variant).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        assert all(20 < x < width - 20 and 20 < y < height - 20 for x, y in text_places(page))


def text_places(page: pypdf.PageObject) -> list[tuple[float, float]]:
    """Where the pieces of text of a page begin."""
    places: list[tuple[float, float]] = []

    def seen(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            places.append((tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=seen)
    return places


def test_boxes_stay_inside_their_page(variant):
    for page in laid(variant):
        for box, top in page.items:
            assert top >= 0
            assert top + box.height <= page.size.room + 0.01


def test_boxes_of_a_page_do_not_overlap(variant):
    for page in laid(variant):
        for (upper, top), (_, below) in pairwise(page.items):
            assert top + upper.height <= below + 0.01


def test_no_page_is_nearly_empty(variant):
    pages = laid(variant)
    for page in pages[:-1]:  # the last page of the specimen is a line behind a wished break
        assert page.used >= SPARSE * page.size.room


def test_chapters_begin_a_page_and_nothing_is_blank(variant):
    for page in laid(variant):
        assert page.items
    document, _ = made(variant)
    reader = read(variant)
    chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    starts = [
        reader.get_destination_page_number(item) for item in reader.outline if not isinstance(item, list)
    ]  # type: ignore[arg-type]
    assert len(starts) == len(chapters) + 2  # statement and contents
    assert starts == sorted(set(starts))


def test_bookmarks_go_down_to_sections(variant):
    document = made(variant)[0]
    titles = [item.title for item in flat(read(variant).outline)]
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level <= 2]
    assert [title for title in titles if title in headings] == headings


def flat(items: list) -> list:
    return [one for item in items for one in (flat(item) if isinstance(item, list) else [item])]


def test_codes_are_destinations_and_lead_to_each_other(variant):
    document = made(variant)[0]
    reader = read(variant)
    named = reader.named_destinations
    proofs = [block for block in document.blocks if isinstance(block, Proof)]
    assert {f"calc:{block.place.split()[-1]} {block.code}" for block in proofs} <= set(named)
    assert {"3-1 F01.7", "A-1 F01.1", "table:3-1", "figure:2-1"} <= set(named)
    targets = {
        note.get_object()["/Dest"]
        for page in reader.pages
        for note in page.get("/Annots", ())
        if "/Dest" in note.get_object()
    }
    assert {"calc:3-1 F01.7", "3-1 F01.7"} <= targets
    assert targets <= set(named)


def test_contents_name_the_pages_of_their_chapters(variant):
    reader = read(variant)
    contents = plain(reader.pages[2].extract_text())
    for item in flat(reader.outline):
        number = reader.get_destination_page_number(item) + 1
        if number > 3:
            assert plain(f"{item.title}{number}") in contents


def test_every_part_of_a_table_has_head_and_caption_and_the_group_again():
    reader = read("zh")
    parts = [
        page.extract_text()
        for page in reader.pages
        if "C-1" in page.extract_text() and "支撑数据" in page.extract_text()
    ]
    assert len(parts) > 6
    assert plain(parts[0]).count("续表C-1") == 0
    for part in parts[1:]:
        assert "续表C-1证据清单" in plain(part)
        assert "文件校验" in part
    assert any("（对比年，续）" in plain(part) for part in parts[1:])
    notes = [index for index, part in enumerate(parts) if "编号一经给出不再改用" in plain(part)]
    assert notes == [len(parts) - 1]


def test_parts_of_a_table_keep_three_rows_and_two_with_a_group(variant):
    parts: dict[int, list[TableBox]] = {}
    for page in laid(variant):
        for box, _ in page.items:
            if isinstance(box, TableBox):
                parts.setdefault(id(box.whole), []).append(box)
    broken = [boxes for boxes in parts.values() if len(boxes) > 1]
    assert broken
    for boxes in broken:
        assert sum(len(boxes[0].whole.rows[box.start : box.stop]) for box in boxes) == len(
            boxes[0].whole.rows
        )
        for box in boxes:
            assert box.stop - box.start >= 3
        for box in boxes[:-1]:
            kinds = [row.kind for row in box.whole.rows[box.start : box.stop]]
            assert "group" not in kinds[-2:]


def test_a_draft_says_so_on_every_page_in_words():
    for page in read("zh draft").pages:
        assert plain("草稿　还差 3 项，待确认 2 项，不得提交") in plain(page.extract_text())
    assert all("草稿" not in page.extract_text() for page in read("zh").pages)


def test_page_numbers_begin_behind_the_cover(variant):
    document = made(variant)[0]
    reader = read(variant)
    count = len(reader.pages)
    assert plain(document.page_of.format(page=1, pages=count)) not in plain(reader.pages[0].extract_text())
    for number in range(2, count + 1):
        assert plain(document.page_of.format(page=number, pages=count)) in plain(
            reader.pages[number - 1].extract_text()
        )


def test_information_language_and_structure_are_there(variant):
    document = made(variant)[0]
    reader = read(variant)
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    assert reader.metadata.author == document.company
    assert reader.metadata.subject == document.subject
    assert "/CreationDate" not in reader.metadata
    assert root["/Lang"] == ("zh-CN" if document.language == "zh" else "en-GB")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]


def test_each_chart_says_what_it_shows():
    document = made("zh")[0]
    kinds: dict[str, list[DictionaryObject]] = {}

    def walk(node: DictionaryObject) -> None:
        kinds.setdefault(node.get("/S", ""), []).append(node)
        kids = node["/K"]
        for kid in kids if isinstance(kids, list) else [kids]:
            held = kid.get_object() if isinstance(kid, IndirectObject) else kid
            if isinstance(held, DictionaryObject) and "/K" in held:
                walk(held)

    walk(read("zh").trailer["/Root"]["/StructTreeRoot"])
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    assert [node["/Alt"] for node in kinds["/Figure"]] == [chart.alt or chart.title for chart in charts]
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD", "/Caption", "/TOCI"} <= set(kinds)


def test_marked_content_is_balanced(variant):
    for page in read(variant).pages:
        depth = 0
        for _, operator in pypdf.generic.ContentStream(page.get_contents(), page.pdf).operations:
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            assert depth in (0, 1)
        assert depth == 0


def test_the_same_document_gives_the_same_bytes():
    document, first = made("zh")
    assert pdf.render(document, FONTS) == first


def test_write_leaves_one_whole_file_and_counts_pages(tmp_path):
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")
    document, data = made("en")
    assert pdf.write(document, path, FONTS) == len(read("en").pages)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        pdf.write(made("en")[0], path, FONTS)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_glyphs_are_named():
    blocks = (Paragraph(f"正常{specimen.RARE}𓀀\u200b\n"), Heading("\ue123"))
    document = replace(made("zh")[0], blocks=blocks)
    assert pdf.missing_glyphs(document, FONTS) == {"𓀀", "\ue123"}
    assert pdf.missing_glyphs(made("zh")[0], FONTS) == set()


def test_matplotlib_is_loaded_only_for_charts():
    code = (
        "import sys; from pathlib import Path; from tests.report import specimen; from zcdesk.report.pages import pdf\n"
        "from dataclasses import replace; from zcdesk.domain.document import Chart\n"
        "d = specimen.document(); d = replace(d, blocks=tuple(b for b in d.blocks if not isinstance(b, Chart)))\n"
        f"pdf.render(d, Path({str(FONTS)!r})); sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=FONTS.parents[1], check=False).returncode == 0


def test_pages_printed_on_both_sides_change_their_margins():
    document = replace(made("zh")[0], two_sided=True)
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(document, FONTS)))

    def left(page: pypdf.PageObject) -> float:
        return min(x for x, _ in text_places(page))

    # 28 mm and 22 mm; an opening bracket begins half an em further left.
    assert left(reader.pages[2]) == pytest.approx(79.4, abs=6)
    assert left(reader.pages[3]) == pytest.approx(62.4, abs=6.2)
    assert left(reader.pages[3]) < left(reader.pages[2]) - 10
