"""The structure of a document for those who hear it: a tree of nodes, filled while the pages are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree.

    Attributes
    ----------
    kind : str
        Standard structure type: ``H1``, ``P``, ``Table``, ``TR``, ``TH``, ``TD``, ``Figure``, ``Caption`` …
    alt : str
        What a figure shows, in words.
    kids : list
        Child nodes and pieces of content ``(page, number)``, in reading order.
    """

    kind: str
    alt: str = ""
    kids: list[Node | tuple[int, int]] = field(default_factory=list)

    def add(self, kind: str, alt: str = "") -> Node:
        """A new last child."""
        child = Node(kind, alt)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """This node and all below it, parents first."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


class Tags:
    """Numbers the marked content of each page and remembers whose it is."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.pages: list[list[Node]] = []

    def begin_page(self, page: int) -> None:
        """Content numbers start again."""
        while len(self.pages) <= page:
            self.pages.append([])

    def open(self, node: Node | None) -> str:
        """The operator that begins marked content of `node`, or of decoration."""
        if node is None:
            return "/Artifact BMC"
        owners = self.pages[-1]
        number = len(owners)
        owners.append(node)
        node.kids.append((len(self.pages) - 1, number))
        return f"/{node.kind} <</MCID {number}>> BDC"
