"""XML of others as a plain tree: no document types, no entities, nothing outside the file, and never without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from zcdesk.domain.words import Words
from zcdesk.exchange.guards import NotReadable

LARGEST = 16 * 1024 * 1024
"""Size of a document that is still read. [bytes]"""

DEEPEST, MOST, LONGEST = 60, 200_000, 8_000_000
"""Levels, elements, and characters of text together, that a document may have."""

NO_XML = Words(
    "不是完好的 XML（第 {line} 行）。重新下载后再读。",
    "This is no sound XML (line {line}). Download it again.",
)
NO_TEXT = Words("XML 的文字编码读不出来。", "The encoding of the XML cannot be read.")
FORBIDDEN = Words(
    "XML 带文档类型或实体声明，没有读：电子发票里不会有。",
    "The XML declares a document type or entities and was not read: no electronic invoice does.",
)
TOO_MUCH = Words("XML 太大或层次太深，没有读。", "The XML is too large or too deep and was not read.")

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_CHINESE = {"gbk", "gb2312", "gb18030", "gb-2312", "cp936"}
_OWN = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "latin-1"}


@dataclass(slots=True)
class Node:
    """An element.

    Attributes
    ----------
    tag : str
        Without its namespace.
    attributes : dict of str to str
        Names without their namespace.
    text : str
        Its own text, without that of its children, trimmed.
    children : list of Node
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, path: str) -> Iterator[Node]:
        """The elements that a path of names leads to, ``Header/EIid``; the first name may be this element's own."""
        names = path.split("/")
        if names[0] == self.tag:
            names = names[1:]
        level = [self]
        for name in names:
            level = [child for node in level for child in node.children if child.tag == name]
        yield from level

    def first(self, path: str) -> Node | None:
        """The first of them that has text or children; None if none has."""
        return next((node for node in self.all(path) if node.text or node.children), None)

    def walk(self) -> Iterator[Node]:
        """This element and everything in it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def parsed(data: bytes) -> Node:
    """The document as a tree.

    Raises
    ------
    NotReadable
        If it is no sound XML, declares a document type or an entity, or is too large or too deep.
    """
    text = _utf8(data)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    root = Node("")
    open_: list[Node] = [root]
    texts: list[list[str]] = [[]]
    count = size = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, size
        count += 1
        size += sum(len(key) + len(value) for key, value in attributes.items())
        if count > MOST or len(open_) > DEEPEST or size > LONGEST:
            raise NotReadable(TOO_MUCH)
        node = Node(_bare(name), {_bare(key): value for key, value in attributes.items()})
        open_[-1].children.append(node)
        open_.append(node)
        texts.append([])

    def end(_: str) -> None:
        open_.pop().text = "".join(texts.pop()).strip()

    def characters(piece: str) -> None:
        nonlocal size
        size += len(piece)
        if size > LONGEST:
            raise NotReadable(TOO_MUCH)
        texts[-1].append(piece)

    def forbidden(*_: object) -> int:
        raise NotReadable(FORBIDDEN)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = forbidden
    parser.EntityDeclHandler = forbidden
    parser.ExternalEntityRefHandler = forbidden
    parser.UnparsedEntityDeclHandler = forbidden
    try:
        parser.Parse(text, True)
    except expat.ExpatError as bad:
        raise NotReadable(NO_XML.fill(line=bad.lineno)) from bad
    except (ValueError, LookupError) as bad:  # a character that no text can have
        raise NotReadable(NO_TEXT) from bad
    return root.children[0]


def _utf8(data: bytes) -> bytes:
    """The document in UTF-8, whatever it says it is in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        data = data.removeprefix(b"\xef\xbb\xbf")
        declared = _DECLARED.match(data[:300])
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if encoding in _CHINESE:
            encoding = "gb18030"
        elif encoding not in _OWN:
            raise NotReadable(NO_TEXT)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        try:
            text = data.decode("gb18030")  # what says UTF-8 and was saved in Chinese Windows
        except UnicodeDecodeError as bad:
            raise NotReadable(NO_TEXT) from bad
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as bad:
        raise NotReadable(NO_TEXT) from bad


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
