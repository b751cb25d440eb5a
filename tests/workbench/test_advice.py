"""Advice: what is recommended follows the rule of the project's methods."""

from __future__ import annotations

from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms.advice import advised, all_of
from zcdesk.workbench.workbench import pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


def option(tmp_path: Path, *methods: str) -> str:
    """What is recommended for the grid factor under these methods; empty if nothing."""
    pins = tuple(pin_of(CATALOGUE, method) for method in methods)
    bench = create(CATALOGUE, tmp_path / "p.zcd", "lin", ("2025",), pins, None)
    found = advised(bench, "power.factor_level")
    bench.file.close()
    return found.option if found is not None else ""


@pytest.mark.parametrize(
    ("methods", "wanted"),
    [
        (("cn.machinery",), "regional"),
        (("cn.machinery", "cn.energy"), "regional"),  # the second does not read it
        (("cn.textile",), ""),  # its text leaves it open
        (("cn.machinery", "cn.textile"), ""),
        (("iso.14064",), ""),
    ],
)
def test_the_grid_factor_is_recommended_where_the_guideline_names_it(
    tmp_path: Path, methods: tuple[str, ...], wanted: str
) -> None:
    assert option(tmp_path, *methods) == wanted


def test_all_that_is_recommended_is_there() -> None:
    vocabulary = CATALOGUE.vocabulary
    for each in all_of(CATALOGUE):
        assert vocabulary.option(each.quantity, each.option) is not None
        assert each.why.zh
        assert each.why.en
        for key in each.methods:
            id_, _, edition = key.partition("@")
            assert each.quantity in CATALOGUE.method(id_, edition).quantities


def test_every_guideline_that_says_so_is_named() -> None:
    """The methods' own remarks say which of them take the regional value."""
    named = next(each.methods for each in all_of(CATALOGUE) if each.quantity == "power.factor_level")
    shipped = [(id_, edition) for id_, editions in CATALOGUE.editions.items() for edition in editions]
    for id_, edition in shipped:
        key, compiled = f"{id_}@{edition}", CATALOGUE.method(id_, edition)
        remark = compiled.method.unconfirmed.get("power.factor")
        if "power.factor_level" in compiled.quantities and remark is not None:
            assert ("区域电网" in remark.zh) == (key in named), key
