"""Questionnaires: what a file may not say, and what the one to suppliers asks."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE, ROOT
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.lint import lint
from zcdesk.packs.toml import PackError

TEXT = """
words = { zh = "问卷", en = "Questions" }
note = { zh = "自拟", en = "Our own" }
[part.s]
zh = "供给"
en = "Supply"
[[level]]
id = "none"
words = { zh = "未开展", en = "Not done" }
[[path]]
id = "p01"
number = "1"
part = "s"
words = { zh = "能源", en = "Energy" }
[[path.question]]
id = "share"
words = { zh = "绿电比例", en = "Green share" }
kind = "percent"
unit = "%"
amounts = [
    { id = "own", words = { zh = "自用", en = "Own" }, unit = "MWh", side = "top" },
    { id = "all", words = { zh = "总量", en = "All" }, unit = "MWh", side = "bottom" },
]
[[path.question]]
id = "level"
words = { zh = "做到哪一步", en = "How far" }
kind = "choice"
options = [{ id = "yes", words = { zh = "是", en = "Yes" } }]
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Packs with a vocabulary and one questionnaire, that may be broken."""
    shutil.copytree(ROOT / "resources" / "vocabulary", tmp_path / "resources" / "vocabulary")
    (tmp_path / "resources" / "questionnaires").mkdir()
    (tmp_path / "resources" / "questionnaires" / "one.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "forms").mkdir()
    return tmp_path


def change(packs: Path, old: str, new: str) -> Catalogue:
    path = packs / "resources" / "questionnaires" / "one.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Catalogue(packs / "resources", packs / "forms")


def test_it_is_read_in_its_order(packs: Path) -> None:
    found = Catalogue(packs / "resources", packs / "forms").questionnaires["one"]
    (path,) = found.path
    assert [each.id for each in path.question] == ["share", "level"]
    assert [(each.id, each.side) for each in path.question[0].amounts] == [("own", "top"), ("all", "bottom")]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('part = "s"', 'part = "d"', "no such part: d"),
        ('id = "level"', 'id = "share"', "share stands twice"),
        ('id = "none"', 'id = "p01"', "p01 stands twice"),
        ('side = "bottom"', 'side = "top"', "one at the bottom"),
        ('unit = "MWh", side = "top"', 'unit = "GJ", side = "top"', "have one unit"),
        ('unit = "%"\n', "", "have a unit"),
        ('kind = "choice"', 'kind = "yes_no"', "options belong to a choice"),
        ('kind = "choice"\n', 'kind = "table"\n', "options belong"),
        ('id = "all"', 'id = "own"', "an id stands twice"),
        ('kind = "percent"', 'kind = "number"', "amounts belong to a share"),
        ('kind = "percent"', 'kind = "ratio"', "kind"),
        (
            "[part.s]",
            '[into]\ntable = "supplier"\nflag = "supplier.data"\nquestions = ["p9/x"]\n[part.s]',
            "no such question",
        ),
    ],
)
def test_a_mistake_keeps_it_from_loading(packs: Path, old: str, new: str, part: str) -> None:
    with pytest.raises(PackError) as wrong:
        _ = change(packs, old, new).questionnaires
    assert part in str(wrong.value)
    assert "questionnaires/one.toml" in str(wrong.value)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('unit = "%"', 'unit = "percent"', "no such unit"),
        ('en = "Green share"', 'en = ""', "a language is empty"),
        ('en = "Our own"', 'en = ""', "a language is empty"),
        (
            "[part.s]",
            '[into]\ntable = "supplier"\nflag = "supplier.name"\nquestions = []\n[part.s]',
            "has no yes or no",
        ),
    ],
)
def test_lint_names_it(packs: Path, old: str, new: str, part: str) -> None:
    found = [
        each for each in lint(change(packs, old, new), date(2026, 11, 28)) if "questionnaires" in each.file
    ]
    assert [part in each.words.en for each in found] == [True]


def test_suppliers_are_asked_along_twelve_paths_and_the_digital_thread() -> None:
    found = CATALOGUE.questionnaires["supplier"]
    assert [each.number for each in found.path] == [str(number) for number in range(13)]
    assert sum(len(each.question) for each in found.path) == 34
    assert len(found.level) == 5
    assert len(CATALOGUE.scheme("cn.supply-chain-paths", "2024").scheme.criteria) == 12


def test_its_paths_are_those_of_the_scheme() -> None:
    criteria = CATALOGUE.scheme("cn.supply-chain-paths", "2024").scheme.criteria
    paths = CATALOGUE.questionnaires["supplier"].path[1:]
    assert [(each.id, each.words) for each in paths] == [(each.id, each.words) for each in criteria]
