"""Proving: the examples that ship hold, and one whose figure was changed does not."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import CATALOGUE, ROOT
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.handed_out.proving import prove

EXAMPLES = "methods/cn.machinery/2015/examples.toml"


def test_every_example_that_ships_holds() -> None:
    assert list(prove(CATALOGUE)) == []


def test_a_changed_expectation_is_named_with_what_was_computed(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "resources", tmp_path / "resources", ignore=shutil.ignore_patterns("fonts", "sample")
    )
    path = tmp_path / "resources" / EXAMPLES
    text = path.read_text(encoding="utf-8")
    old = 'line = "fuel.co2"'
    start = text.index('value = "', text.index(old)) + len('value = "')
    path.write_text(f"{text[:start]}9{text[start:]}", encoding="utf-8")
    complaints = list(prove(Catalogue(tmp_path / "resources", ROOT / "forms")))
    assert len(complaints) == 1
    assert complaints[0].file == f"resources/{EXAMPLES}"
    assert "fuel.co2" in complaints[0].path
    assert "expected" in complaints[0].words.en
    assert text[start : text.index('"', start)] in complaints[0].words.en.partition("expected")[2]
