"""Clauses of the schemes in English: each has a rendering, and the Chinese that binds stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench.naming import say

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = Wording(CATALOGUE.texts("report"), "en")


def clauses(key: tuple[str, str]) -> Iterator[str]:
    scheme = CATALOGUE.scheme(*key).scheme
    for criterion in scheme.criteria:
        yield criterion.clause
        if criterion.points is not None:
            yield criterion.points.clause
    yield from (line.clause for line in scheme.method.lines.values() if line.clause)
    yield from (each.clause for each in (*scheme.measures, *scheme.checks))


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_every_clause_reads_in_english(key: tuple[str, str]) -> None:
    left = {clause: said for clause in clauses(key) if CHINESE.search(said := ENGLISH.clause(clause))}
    assert left == {}


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_numbers_of_a_clause_stay(key: tuple[str, str]) -> None:
    """A number in the citation is the same number in its rendering."""
    for clause in clauses(key):
        wanted = re.findall(r"\d+(?:\.\d+)?", re.sub("[—–]", "-", clause))
        assert set(wanted) <= set(re.findall(r"\d+(?:\.\d+)?", ENGLISH.clause(clause))), clause


def test_the_chinese_text_stands_beside_its_rendering() -> None:
    assert (
        ENGLISH.binding("正文 申报条件")
        == "Notice, conditions for applying (the Chinese text binds: 正文 申报条件)"
    )
    assert ENGLISH.binding("GB/T 2589 4.1") == "GB/T 2589 4.1"
    assert Wording(CATALOGUE.texts("report"), "zh").binding("正文 申报条件") == "正文 申报条件"


def test_a_finding_names_its_rule_in_the_language_it_is_read_in() -> None:
    details = (
        ("scheme", "cn.zero-carbon-factory@2026"),
        ("clause", "发改能源〔2026〕622号 物理认定量"),
        ("spoils", "K2"),
    )
    words = say(
        Finding("claimed_over", "warning", Place("green.claimed_away", "", "2025"), details),
        Project(),
        CATALOGUE,
    )
    assert "依据：发改能源〔2026〕622号 物理认定量" in words.zh
    assert "Rule: NDRC Energy [2026] No. 622 electricity recognised as physical supply" in words.en
