"""The walk through what is not answered: on, back, skipped, optional."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms.walking import Walk
from zcdesk.workbench.workbench import pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
YEAR = "2025"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """A walk through a new machinery project."""
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    bench = create(CATALOGUE, tmp_path / "a.zcd", "lin", (YEAR,), pins, None)
    with bench.file:
        made = Walk(bench)
        made.look(YEAR)
        yield made


def test_it_begins_where_something_waits_and_ends_when_nothing_does(walk: Walk) -> None:
    waiting = {each.key for each in walk.todo if each.required}
    seen = set()
    assert not walk.began
    for _ in range(len(walk.todo) + 1):
        if walk.step is None:
            break
        seen.add(walk.step.key)
        walk.on(YEAR)
        walk.look(YEAR)
    assert walk.step is None
    assert waiting <= seen
    assert walk.began


def test_back_asks_what_was_skipped_again(walk: Walk) -> None:
    first = walk.step
    walk.on(YEAR)
    walk.look(YEAR)
    assert walk.step != first
    assert [each.key for each in walk.skipped] == [first.key] if first else False
    assert walk.back(YEAR)
    assert walk.step == first
    assert walk.skipped == ()
    assert not walk.back(YEAR)


def test_what_may_stay_blank_is_asked_on_demand(walk: Walk) -> None:
    walk.optional()
    assert walk.step is not None
    assert not walk.step.required
    walk.again()
    walk.look(YEAR)
    assert walk.step is not None
    assert walk.step.required
