"""Schemes: what a pack may not say, and the arithmetic beside the figures of its examples."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE, ROOT
from tests.packs.test_examples import arithmetic
from zcdesk.calc.readiness import Readiness
from zcdesk.domain.trace import Traced
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.examples import examples
from zcdesk.packs.lint import lint
from zcdesk.packs.toml import PackError
from zcdesk.workbench.handed_out.proving import prove, worked_readiness

NAME = "cn.jiangsu.zero-carbon-factory"
SCHEME = f"schemes/{NAME}/2025/scheme.toml"
EXAMPLES = f"schemes/{NAME}/2025/examples.toml"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Packs with one scheme and no method, that may be broken."""
    for name in ("vocabulary", "factors", "text"):
        shutil.copytree(ROOT / "resources" / name, tmp_path / "resources" / name)
    shutil.copytree(ROOT / "resources" / "schemes" / NAME, tmp_path / "resources" / "schemes" / NAME)
    (tmp_path / "forms").mkdir()
    return tmp_path


def change(packs: Path, file: str, old: str, new: str) -> Catalogue:
    path = packs / "resources" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Catalogue(packs / "resources", packs / "forms")


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_the_arithmetic_beside_a_figure_gives_it(key: tuple[str, str]) -> None:
    found = CATALOGUE.scheme(*key)
    folder = CATALOGUE.resources / "schemes" / key[0] / key[1]
    for example in examples(folder, found.compiled, found.scheme):
        for expected in example.expect:
            if expected.by:
                exact = arithmetic(expected.by)
                assert expected.holds(Decimal(exact.numerator) / Decimal(exact.denominator)), expected


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_every_line_taken_is_given_by_a_method(key: tuple[str, str]) -> None:
    methods = [CATALOGUE.method(id_, editions[-1]) for id_, editions in CATALOGUE.editions.items()]
    given = {(id_, each.method.kind) for each in methods for id_ in each.lines}
    assert {(each.line, each.kind) for each in CATALOGUE.scheme(*key).scheme.taken.values()} <= given


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('id = "js1"', 'id = "JS 1"', "small letters"),
        ('clause = "申报条件（园区转发）"', 'clause = ""', "its clause is empty"),
        ('value = "jiangsu.reduction"', 'value = "jiangsu.induction"', "no such line"),
        ('better = "higher"\n', "", "better side"),
        ('level = "zero", formula', 'level = "hero", formula', "levels"),
        ('holds = "ready.js_green_factory"\n', "", "does not say what is unknown"),
        ("factor('jiangsu.reduction_near', 'default')", "ready.js_offset", "tCO2e is not %"),
        ('holds = "ready.js_organisation"', 'holds = "ready.js_offset"', "gives no yes or no"),
        ('choices = ["ready.js_green"]', 'choices = ["ready.js_offset"]', "no such choice"),
        ("jiangsu.own) / ready.js_reference", "jiangsu.reduction) / ready.js_reference", "reduction"),
    ],
)
def test_a_mistake_is_named(packs: Path, old: str, new: str, part: str) -> None:
    with pytest.raises(PackError) as wrong:
        change(packs, SCHEME, old, new).scheme(NAME, "2025")
    assert part in str(wrong.value)
    assert "scheme.toml" in str(wrong.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        (SCHEME, 'issued = "2025"', 'issued = "2025-02-30"', "no such day"),
        (
            SCHEME,
            "ready.js_reference - jiangsu.own",
            "2 * ready.js_reference - jiangsu.own",
            "2: not a factor",
        ),
        (
            SCHEME,
            'factor_sets = ["cn.zero-carbon.jiangsu-2025", ',
            "factor_sets = [",
            "none of its factor sets",
        ),
        (SCHEME, 'zh = "官方算式和基准年未公布，算式为推定"', 'zh = ""', "a language is empty"),
        (EXAMPLES, '    ["js6", "zero", "met"],\n', "", "js6.zero.met no example reaches this line"),
        (EXAMPLES, '["js1", "near", "met"]', '["js1", "far", "met"]', "no such criterion or level"),
        (EXAMPLES, '["scope2.total", "3000"', '["scope2.place", "3000"', "no line that is taken"),
        (EXAMPLES, '"3000", "tCO2e"', '"3000", "tCO2"', "tCO2 is not tCO2e"),
    ],
)
def test_lint_sees_it(packs: Path, file: str, old: str, new: str, part: str) -> None:
    catalogue = change(packs, file, old, new)
    said = [f"{each.path} {each.words.en}" for each in lint(catalogue) if "/schemes" in each.file]
    assert [text for text in said if part in text], said


def test_a_scheme_that_ships_has_nothing_to_complain_of(packs: Path) -> None:
    catalogue = Catalogue(packs / "resources", packs / "forms")
    assert [each for each in lint(catalogue) if "/schemes" in each.file] == []
    assert list(prove(catalogue)) == []


def test_a_wrong_verdict_and_a_wrong_figure_are_seen(packs: Path) -> None:
    change(packs, EXAMPLES, '["js5", "zero", "met"]', '["js5", "zero", "not_met"]')
    catalogue = change(packs, EXAMPLES, 'value = "81.83"', 'value = "81.84"')
    said = [each.path for each in prove(catalogue)]
    assert said == ["wanbang: jiangsu.reduction", "wanbang: js5 zero"]


def verdicts(readiness: Readiness, year: str) -> dict[tuple[str, str], str]:
    return {
        (each.criterion.id, level.level): level.verdict
        for each in readiness.assessed(year)
        for level in each.levels
    }


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_taking_an_answer_or_a_result_away_makes_nothing_met(key: tuple[str, str]) -> None:
    """Nor not met, unless what went is a text, whose lack is the fact, or may be left blank."""
    found, quantities = CATALOGUE.scheme(*key), CATALOGUE.vocabulary.quantities
    for example in examples(CATALOGUE.resources / "schemes" / key[0] / key[1], found.compiled, found.scheme):
        whole = worked_readiness(CATALOGUE, found, example)
        before = verdicts(whole, example.year)
        for at, (id_, *_) in enumerate(example.answers):
            less = replace(example, answers=(*example.answers[:at], *example.answers[at + 1 :]))
            may_lack = quantities[id_].optional or quantities[id_].kind == "text"
            for each, verdict in verdicts(worked_readiness(CATALOGUE, found, less), example.year).items():
                wanted = {before[each], "unknown"} | ({"not_met"} if may_lack else set())
                assert verdict in wanted, (example.id, id_, each)
        for at in range(len(example.taken)):
            less = replace(example, taken=(*example.taken[:at], *example.taken[at + 1 :]))
            for each, verdict in verdicts(worked_readiness(CATALOGUE, found, less), example.year).items():
                assert verdict in (before[each], "unknown"), (example.id, example.taken[at], each)


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_of_a_plant_of_which_nothing_is_known_nothing_is_met(key: tuple[str, str]) -> None:
    found = CATALOGUE.scheme(*key)
    folder = CATALOGUE.resources / "schemes" / key[0] / key[1]
    (example, *_) = examples(folder, found.compiled, found.scheme)
    nothing = worked_readiness(
        CATALOGUE, found, replace(example, answers=(), taken=(), tables=(), none=(), skips=())
    )
    assert "met" not in verdicts(nothing, example.year).values()
    for each in nothing.scores(example.year):
        assert each.known.number == 0


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_what_no_public_text_judges_stays_unknown(key: tuple[str, str]) -> None:
    found = CATALOGUE.scheme(*key)
    bare = {each.id for each in found.scheme.criteria if not each.holds and not each.thresholds}
    for example in examples(CATALOGUE.resources / "schemes" / key[0] / key[1], found.compiled, found.scheme):
        judged = verdicts(worked_readiness(CATALOGUE, found, example), example.year)
        assert {verdict for (id_, _), verdict in judged.items() if id_ in bare} <= {
            "unknown",
            "not_applicable",
        }


@pytest.mark.parametrize("key", CATALOGUE.scheme_editions)
def test_no_criterion_gets_more_points_than_it_is_worth_and_groups_add_up(key: tuple[str, str]) -> None:
    found = CATALOGUE.scheme(*key)
    for example in examples(CATALOGUE.resources / "schemes" / key[0] / key[1], found.compiled, found.scheme):
        readiness = worked_readiness(CATALOGUE, found, example)
        for each in readiness.assessed(example.year):
            for reading in each.readings:
                if isinstance(reading.score, Traced):
                    assert isinstance(reading.points, Traced)
                    assert 0 <= reading.score.number <= reading.points.number, (example.id, each.criterion.id)
        whole, *groups = readiness.scores(example.year) or (None,)
        if whole is not None and all(each.group for each in found.scheme.criteria if each.points):
            assert abs(sum(each.known.number for each in groups) - whole.known.number) < Decimal("1e-20")
            assert sum(each.judged for each in groups) == whole.judged <= whole.most.number
