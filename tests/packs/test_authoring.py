"""The guide for authors: followed to the letter, it gives a method that lints clean and computes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.trace import Traced
from zcdesk.formula.syntax import FUNCTIONS
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.lint import lint
from zcdesk.packs.rules import GROUPS, RESERVED
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out.proving import prove
from zcdesk.workbench.workbench import pin_of

GUIDE = (ROOT / "resources" / "methods" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(?:toml|csv)\n# (\S+)\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def packs(tmp_path: Path) -> Catalogue:
    """A copy of the packs with the guide's blocks written in."""
    shutil.copytree(
        ROOT / "resources", tmp_path / "resources", ignore=shutil.ignore_patterns("fonts", "sample")
    )
    shutil.copytree(ROOT / "forms", tmp_path / "forms")
    for name, text in BLOCKS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")
    return Catalogue(tmp_path / "resources", tmp_path / "forms")


def test_the_method_of_the_guide_lints_clean_and_meets_its_example(packs: Catalogue) -> None:
    assert len(BLOCKS) == 7
    assert "local.dryice" in packs.editions
    assert [each for each in lint(packs) if each.severity == "error"] == []
    assert list(prove(packs)) == []


def test_the_method_of_the_guide_computes_a_project(packs: Catalogue, tmp_path: Path) -> None:
    pin = pin_of(packs, "local.dryice")
    made = create(packs, tmp_path / "a.zcd", "test", ("2025",), (pin,), None)
    with made.file:
        made.set_answers({Place("dryice.amount", "", "2025"): Answer("12.5", "t")})
        total = made.inventories()["local.dryice@2026"].line("total.all", "2025")
    assert isinstance(total, Traced)
    assert (str(total.value), total.unit) == ("12.5", "tCO2e")


def test_the_guide_names_every_function_group_and_reserved_letter() -> None:
    assert [name for name in FUNCTIONS if name not in GUIDE] == []
    assert [name for name in GROUPS if name not in GUIDE] == []
    assert " ".join(sorted(RESERVED)) in GUIDE
