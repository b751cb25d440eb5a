"""Boxes down the pages: the last page of a chapter is not left with little where the one before can give something."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from zcdesk.report.pages.flow import SPARSE, THIN, Box, Page, Stretch, flow
from zcdesk.report.typesetting.style import PORTRAIT

ROOM = PORTRAIT.room


@dataclass(slots=True, kw_only=True)
class Block(Box):
    """A box of a height; one that breaks gives as much as fits."""

    tall: float
    breaks: bool = False

    @property
    def height(self) -> float:
        return self.tall

    def split(self, room: float, forced: bool) -> tuple[Box, Box] | None:
        if not self.breaks or room < 1 or room >= self.tall:
            return None
        return Block(tall=room, breaks=True), Block(tall=self.tall - room, breaks=True)


def laid(*boxes: Block) -> list[Page]:
    return flow([Stretch(PORTRAIT, boxes)])


def test_a_thin_last_page_is_given_a_whole_box() -> None:
    pages = laid(*[Block(tall=ROOM * 0.19) for _ in range(6)])
    assert [len(page.items) for page in pages] == [4, 2]
    assert pages[-1].used >= THIN * ROOM


def test_nothing_breaks_for_a_page_that_is_only_thin() -> None:
    pages = laid(Block(tall=ROOM * 0.9, breaks=True), Block(tall=ROOM * 0.2))
    assert [len(page.items) for page in pages] == [1, 1]


def test_a_box_that_breaks_breaks_earlier_for_a_page_that_is_nearly_empty() -> None:
    pages = laid(Block(tall=ROOM * 0.95, breaks=True), Block(tall=ROOM * (SPARSE - 0.05)))
    assert [len(page.items) for page in pages] == [1, 2]
    assert pages[-1].used >= SPARSE * ROOM


@pytest.mark.parametrize("last", [THIN, 0.5])
def test_a_page_with_enough_stays_as_it_is(last: float) -> None:
    pages = laid(Block(tall=ROOM * 0.5), Block(tall=ROOM * 0.4), Block(tall=ROOM * last))
    assert [len(page.items) for page in pages] == [2, 1]


def test_a_chapter_of_one_page_stays_on_it() -> None:
    assert len(laid(Block(tall=ROOM * 0.05))) == 1
