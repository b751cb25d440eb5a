"""What a PDF holds beside its pages and ReportLab does not write: names, links, structure, an info without a date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFName, PDFObject, PDFPage, PDFString

from zcdesk.domain.words import Language
from zcdesk.report.pen.tags import Node, Tags

LANGUAGES: Mapping[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


class Place(NamedTuple):
    """Where a named destination is: page from 0, and a point on it. [pt]"""

    page: int
    x: float
    y: float


class _Raw(PDFObject):  # type: ignore[misc]
    """An indirect object written as it is."""

    __RefOnly__ = 1

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        """The object's bytes."""
        return self.text.encode("ascii")


class _Undated(PDFInfo):  # type: ignore[misc]
    """Document information without dates: the same document gives the same bytes."""

    def format(self, document: Any) -> bytes:
        """The dictionary's bytes."""
        held = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": self.creator,
            "Producer": self.producer,
        }
        pairs = {key: PDFString(text) for key, text in held.items() if text}
        return bytes(PDFDictionary(pairs).format(document))


def describe(doc: Any, title: str, author: str, subject: str, keywords: str, creator: str) -> None:
    """Set the document information."""
    info = _Undated()
    info.title, info.author, info.subject, info.keywords, info.creator = (
        title,
        author,
        subject,
        keywords,
        creator,
    )
    info.invariant = True
    doc.info = info


def text_string(text: str) -> str:
    """A text string as hexadecimal, ASCII where that is enough for every reader."""
    if text.isascii():
        return f"<{text.encode('ascii').hex().upper()}>"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def link(doc: Any, target: str, box: tuple[float, float, float, float]) -> Any:
    """A link annotation to a named destination."""
    place = " ".join(f"{value:.1f}" for value in box)
    return doc.Reference(
        _Raw(f"<</Type/Annot/Subtype/Link/Rect[{place}]/Border[0 0 0]/F 4/Dest {text_string(target)}>>")
    )


def finish(doc: Any, places: Mapping[str, Place], tags: Tags, language: Language) -> None:
    """Write names, structure and language into the catalog, after the last page was drawn."""
    pages = [_number(doc, page) for page in doc.Pages.pages]
    catalog = doc.Catalog
    if places:
        names = " ".join(
            f"{text_string(key)}[{pages[place.page]} 0 R/XYZ {place.x:g} {place.y:g} 0]"
            for key, place in sorted(places.items(), key=lambda item: _order(item[0]))
        )
        keys = sorted(places, key=_order)
        limits = f"/Limits[{text_string(keys[0])}{text_string(keys[-1])}]"
        leaf = _number(doc, _Raw(f"<<{limits}/Names[{names}]>>"))
        catalog.Names = _Raw(f"<</Dests<</Kids[{leaf} 0 R]>>>>")
    _structure(doc, pages, tags, language)
    catalog.MarkInfo = _Raw("<</Marked true>>")
    for index, page in enumerate(doc.Pages.pages):
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = index
        page.Tabs = PDFName("S")


def _order(key: str) -> bytes:
    """Names stand in the order of their bytes."""
    return bytes.fromhex(text_string(key)[1:-1])


def _number(doc: Any, thing: Any) -> int:
    """The object number of a thing, registered if it was not."""
    name = doc.Reference(thing).name
    return int(doc.idToObjectNumberAndVersion[name][0])


def _structure(doc: Any, pages: list[int], tags: Tags, language: Language) -> None:
    nodes = [node for node in tags.root.walk() if node.kids]
    made = {id(node): _Raw() for node in nodes}
    numbers = {id(node): _number(doc, made[id(node)]) for node in nodes}
    root = _Raw()
    root_number = _number(doc, root)
    parents: dict[int, int] = {id(tags.root): root_number}
    for node in nodes:
        for kid in node.kids:
            if isinstance(kid, Node):
                parents[id(kid)] = numbers[id(node)]
        alt = f"/Alt {text_string(node.alt)}" if node.alt else ""
        scope = "/A<</O/Table/Scope/Column>>" if node.kind == "TH" else ""
        page, kids = _kids(node, numbers, pages)
        made[id(node)].text = f"<</S/{node.kind}/P {parents[id(node)]} 0 R{page}{alt}{scope}/K {kids}>>"
    owners = " ".join(
        f"{index}[{' '.join(f'{numbers[id(node)]} 0 R' for node in page)}]"
        for index, page in enumerate(tags.pages)
    )
    tree = _number(doc, _Raw(f"<</Nums[{owners}]>>"))
    root.text = (
        f"<</Type/StructTreeRoot/K {numbers[id(tags.root)]} 0 R/ParentTree {tree} 0 R"
        f"/ParentTreeNextKey {len(pages)}>>"
    )
    doc.Catalog.StructTreeRoot = root
    doc.Catalog.Lang = PDFString(LANGUAGES[language])


def _kids(node: Node, numbers: dict[int, int], pages: list[int]) -> tuple[str, str]:
    """The page most content of a node is on, and its kids."""
    first = next((kid[0] for kid in node.kids if not isinstance(kid, Node)), None)
    kids: list[str] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            if id(kid) in numbers:
                kids.append(f"{numbers[id(kid)]} 0 R")
        elif kid[0] == first:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>")
    page = "" if first is None else f"/Pg {pages[first]} 0 R"
    return page, kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
