"""What the shipped schemes ask can be answered on one page, and what of them is not public is not filled in."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.conftest import CATALOGUE
from zcdesk.formula.schemes import CompiledScheme

ASKED = Counter(question.quantity for page in CATALOGUE.pages.values() for question in page.questions)
TOPICS = "cn.esg-disclosure"
"""Its criteria are topics of other frameworks, told there."""


def scheme(id_: str, edition: str) -> CompiledScheme:
    return CATALOGUE.scheme(id_, edition)


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_whatever_a_scheme_reads_is_asked_on_one_page(key: tuple[str, str]) -> None:
    read = scheme(*key).compiled.quantities
    assert [(id_, ASKED[id_]) for id_ in read if ASKED[id_] != 1] == []


@pytest.mark.parametrize("key", [key for key in CATALOGUE.scheme_editions if key[0] != TOPICS])
def test_every_criterion_says_what_why_where_and_which_evidence(key: tuple[str, str]) -> None:
    criteria = scheme(*key).scheme.criteria
    bare = [
        each.id for each in criteria if not (each.ask.zh and each.why.zh and each.source.zh and each.wants)
    ]
    assert bare == []


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_a_scheme_that_is_partly_known_says_so(key: tuple[str, str]) -> None:
    found = scheme(*key).scheme
    partly = any(each.unknown.zh or each.confidence == "C" for each in found.criteria)
    assert bool(found.incomplete.zh) >= partly


def test_of_a_standard_whose_text_was_not_seen_only_the_chapters_stand() -> None:
    found = scheme("cn.cieccpa.zero-carbon-factory", "2023")
    assert [each.number for each in found.scheme.criteria] == ["4", "5", "6", "7", "8", "附录A"]
    assert all(not each.holds and not each.value and each.points is None for each in found.scheme.criteria)
    assert not found.compiled.lines


def test_of_the_stars_only_the_sixth_has_thresholds() -> None:
    found = scheme("cn.ceca.zero-carbon-factory", "2022").scheme
    assert list(found.levels) == ["three", "four", "five", "six"]
    assert {each.level for criterion in found.criteria for each in criterion.thresholds} == {"six"}


@pytest.mark.parametrize(
    ("key", "groups"),
    [
        (("cn.green-factory", "2025"), {"low": 30, "res": 30, "clean": 16, "prod": 16, "land": 8}),
        (("cn.green-supply-chain", "2024"), {"x1": 20, "x2": 20, "x3": 20, "x4": 20, "x5": 10, "x6": 10}),
    ],
)
def test_points_of_the_groups_are_those_of_the_tables(key: tuple[str, str], groups: dict[str, int]) -> None:
    sums: Counter[str] = Counter()
    for each in scheme(*key).scheme.criteria:
        if each.points is not None:
            sums[each.group] += each.points.most  # type: ignore[assignment]
    assert dict(sums) == groups
    assert sum(groups.values()) == 100
