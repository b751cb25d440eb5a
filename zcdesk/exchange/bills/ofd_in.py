"""OFD of others (GB/T 33190): the XML that goes with it, what its tags and custom data say, and its pages as words."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zcdesk.domain.words import Words
from zcdesk.exchange import guards
from zcdesk.exchange.bills.ofd_text import words_of
from zcdesk.exchange.bills.pages import Page, Word, page
from zcdesk.exchange.bills.xml_in import Node, parsed
from zcdesk.exchange.guards import NotReadable

LARGEST = 32 * 1024 * 1024
UNPACKED, PARTS = 64 * 1024 * 1024, 1000
"""Size of an OFD that is still read, of its XML unpacked, and files that it may be made of. [bytes, bytes, -]"""

WORDS = 60_000
"""Texts that are looked at; no bill has as many."""

NO_OFD = Words(
    "读不出来：不是 OFD，或文件已损坏。重新下载后再读。",
    "Not readable: no OFD, or a damaged one. Download it again.",
)

CUSTOM, TAG = "CustomData", "CustomTag"
"""Names under which the custom data and the tags stand in the tree that is given."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an OFD holds.

    Attributes
    ----------
    attached : tuple of (str, Node)
        Name and tree of each XML that is kept in it beside its own.
    told : Node
        Custom data under ``CustomData``, each by its name; tags under ``CustomTag``, with the words they point at.
    pages : tuple of Page
    """

    attached: tuple[tuple[str, Node], ...]
    told: Node
    pages: tuple[Page, ...]


def opened(data: bytes) -> Opened:
    """Read an OFD.

    Raises
    ------
    NotReadable
        If it is none, is damaged, protected, too large, or declares entities.
    """
    guards.measured(data, LARGEST)
    if not data.startswith(b"PK"):
        raise NotReadable(NO_OFD)
    parts = guards.unzipped(data, UNPACKED, PARTS, lambda name: name.lower().endswith(".xml"))
    start = parts.get("OFD.xml")
    if start is None:
        raise NotReadable(NO_OFD)
    root = parsed(start)
    told = Node("OFD", children=[Node(CUSTOM), Node(TAG)])
    for node in root.walk():
        if node.tag == "CustomData" and (name := node.attributes.get("Name", "")):
            told.children[0].children.append(Node(name, text=node.text))
    trees = dict(_own(parts))
    texts: dict[str, str] = {}
    pages = tuple(_page(number, files, trees, texts) for number, files in enumerate(_pages(trees), start=1))
    for name, tree in trees.items():
        if "/tags/" in f"/{name.lower()}" and not name.lower().endswith("customtags.xml"):
            told.children[1].children += [_spoken(child, texts) for child in tree.children]
    attached = tuple((name, tree) for name, tree in trees.items() if _is_attached(name, tree))
    return Opened(attached, told, pages)


def _own(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Node]]:
    """Every XML in it that can be read; one that cannot is passed over, unless it tries what is forbidden."""
    from zcdesk.exchange.bills.xml_in import FORBIDDEN

    for name, content in parts.items():
        try:
            yield name, parsed(content)
        except NotReadable as bad:
            if bad.words == FORBIDDEN:
                raise


def _is_attached(name: str, tree: Node) -> bool:
    own = {"OFD", "Document", "Page", "Res", "CustomTags", "CustomTag", "Annotations", "PageAnnot", "Signatures",
           "Signature", "Attachments", "Versions", "DocVersion", "Extensions"}  # fmt: skip
    return "/tags/" not in f"/{name.lower()}" and tree.tag not in own


def _pages(trees: Mapping[str, Node]) -> Iterator[tuple[str, ...]]:
    """The files of each page: its template and its content."""
    for name, tree in trees.items():
        if tree.tag != "Document":
            continue
        folder = posixpath.dirname(name)
        templates = {
            each.attributes.get("ID", ""): _file(folder, each.attributes.get("BaseLoc", ""))
            for each in tree.walk()
            if each.tag == "TemplatePage"
        }
        for each in tree.walk():
            if each.tag == "Page" and "BaseLoc" in each.attributes:
                content = _file(folder, each.attributes["BaseLoc"])
                held = trees.get(content)
                used = (
                    [
                        templates.get(node.attributes.get("TemplateID", ""), "")
                        for node in held.children
                        if node.tag == "Template"
                    ]
                    if held
                    else []
                )
                yield (*used, content)


def _file(folder: str, location: str) -> str:
    return (
        location.lstrip("/")
        if location.startswith("/")
        else posixpath.normpath(posixpath.join(folder, location))
    )


def _page(number: int, files: tuple[str, ...], trees: Mapping[str, Node], texts: dict[str, str]) -> Page:
    words: list[Word] = []
    for file in files:
        tree = trees.get(file)
        for node in tree.walk() if tree is not None else ():
            if node.tag != "TextObject" or len(texts) > WORDS:
                continue
            told = "".join(each.text for each in node.children if each.tag == "TextCode").strip()
            if not told:
                continue
            texts[node.attributes.get("ID", "")] = told
            words += words_of(node)
    return page(number, words)


def _spoken(node: Node, texts: Mapping[str, str]) -> Node:
    """A tag with the words it points at in the place of its references."""
    told = [texts.get(each.text, "") for each in node.children if each.tag == "ObjectRef"]
    plain = [each.text for each in node.children if each.tag == "ObjectData"]
    rest = [_spoken(each, texts) for each in node.children if each.tag not in ("ObjectRef", "ObjectData")]
    text = " ".join(part for part in (*told, *plain, node.text) if part)
    return Node(node.tag, text=text, children=rest)
