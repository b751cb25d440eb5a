"""Base year, restated series and attribution in the open project; and the manager's page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from pypdf import PdfReader

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import PinChange, RowChange, SettingChange
from zcdesk.domain.project import Pin
from zcdesk.exchange import results
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.examples import examples
from zcdesk.report.comparison import Told
from zcdesk.store.issues import Issue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import base_year, holding
from zcdesk.workbench.bring import create
from zcdesk.workbench.counting import inventories_at
from zcdesk.workbench.handed_out.comparison_page import document, print_page
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.printing.printing import pinned, print_report, results_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.comparing import comparison
from zcdesk.workbench.workbench import Workbench, pin_of
from zcdesk.workbench.years import attributing, published

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
D = Decimal


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in a file, made once."""
    path = tmp_path_factory.mktemp("years") / "sample.zcd"
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    create(CATALOGUE, path, "lin", answers.years, (), answers).file.close()
    return path


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Iterator[Workbench]:
    """A copy of its own for each test."""
    with ProjectFile.open(Path(shutil.copy(made, tmp_path / "sample.zcd")), "lin") as file:
        yield Workbench(CATALOGUE, file, "lin")


def told(bench: Workbench, base: str = "2024", view: str = "location", year: str = "2025") -> Told:
    found = attributing.told(bench, year, base, "zh", view)
    assert found is not None
    return found


FUELS = Pin("factors", "cn.fuels.gbt32151-2024")
"""Another set for fuels: diesel has 42.652 GJ/t there, 43.33 in the method's own."""


def seal(bench: Workbench, year: str) -> None:
    """What sealing a report records, without the printing of sixty pages."""
    inventories = inventories_at(CATALOGUE, bench.project)
    digest = results.digest(results_of(CATALOGUE, bench.project, inventories))
    bench.file.record_issue(
        Issue(
            f"inventory:{year}", "zh", "0" * 64, digest, bench.file.head, "2026-01-31T08:00:00.000000Z", "lin",
            pins=pinned(bench.project, inventories),
        )
    )  # fmt: skip


def take(bench: Workbench, pin: Pin) -> None:
    bench.commit("系数集", [PinChange(pin.key, bench.project.pins.get(pin.key), pin)])


def text_of(found: Told) -> str:
    """All of it, as one reads it."""
    return "\n".join((found.title, *found.sentences, *found.policy, *found.notes))


def exact(found: Told) -> Fraction:
    return sum((Fraction(each.value) for each in found.effects if each.value is not None), Fraction(0))


def row(found: Told, id_: str) -> Decimal:
    (one,) = [each for each in found.effects if each.id == id_]
    assert one.value is not None
    return one.value


# what the change is put down to


@pytest.mark.parametrize("view", ["location", "market"])
@pytest.mark.parametrize("base", ["2019", "2024"])
def test_the_effects_are_the_change_to_the_last_digit(sample: Workbench, base: str, view: str) -> None:
    found = told(sample, base, view)
    assert found.amount is not None
    assert exact(found) == Fraction(found.amount)


def test_the_comparison_and_the_list_of_sources_tell_one_change(sample: Workbench) -> None:
    listed = comparison(sample, "2025", "zh", "location")
    assert listed is not None
    found, total = told(sample), listed.rows[-1]
    assert (found.change, found.percent) == (total.change, total.percent)
    assert (found.before, found.now) == (total.before, total.now)


def test_the_sample_by_its_figures(sample: Workbench) -> None:
    """From 2019 the grid factor of the plant's region fell, and the roof was covered with solar panels."""
    because = {each.id: each.because for each in told(sample, "2019").effects}
    assert because["output"] == "工业总产值 98,640 → 129,860 万元（+31.7 %）"  # 129860 / 98640 - 1
    assert because["grid"].endswith("0.7035 → 0.5500 tCO₂/MWh（−21.8 %）")  # 0.55 / 0.7035 - 1
    assert "不产生排放的能源 0.6 % → 15.4 %" in because["fuel"]
    # the factors of fuel and heat did not move, but for the heat of welding gas, which nobody bought in 2019
    assert row(told(sample, "2019"), "grid") < -4000


def test_each_number_of_the_sentences_stands_in_the_tables(sample: Workbench) -> None:
    for base in ("2019", "2024"):
        found = told(sample, base)
        printed = {found.before, found.now, found.change, found.percent, found.change.lstrip("+−")}
        printed |= {each.text for each in found.effects}
        for text in (found.title, *found.sentences):
            for number in re.findall(r"[+−]?[\d,]+\.\d+", text):
                assert number in printed, text


def test_the_sentences_say_it_plainly(sample: Workbench) -> None:
    less, more, adds_up = told(sample).sentences
    assert less.startswith("使排放减少的：单位产出用能省了（−860.31）、用的能源更低碳（−719.28）、")
    assert more == "使排放增加的：产出多了（+1,224.28）。"
    assert adds_up == "各项相加正好是总变化 −570.37。"


def test_what_is_not_known_is_not_claimed(sample: Workbench) -> None:
    """Without output and without the energy method nobody can say that energy was saved per output."""
    places = [
        place for place in sample.project.answers if place.quantity in ("site.output_value", "product.amount")
    ]
    sample.set_answers(dict.fromkeys(places))
    pin = sample.project.pins["method:cn.energy"]
    sample.commit("方法", [PinChange(pin.key, pin, None)])
    found = told(sample)
    assert found.sentences[0].startswith("使排放减少的：用能排放少了（−572.15）")  # all but the process
    untold = {each.id: each.because for each in found.effects if each.value is None}
    assert set(untold) == {"output", "mix", "fuel", "grid"}
    assert all(text.startswith("分不出") for text in untold.values())
    assert exact(found) == Fraction(found.amount or 0)


def test_a_year_that_is_not_whole_is_not_compared(sample: Workbench) -> None:
    sample.set_answer(Place("power.grid", "", "2024-03"), "")
    found = told(sample)
    assert found.title == "2024年还缺 1 项，合计算不出来，变化分不到各因素。"
    assert not found.effects
    assert [each.figure for each in found.series] == ["total.location@2019", "total.location@2025"]


def test_the_base_year_is_not_compared_with_itself(sample: Workbench) -> None:
    assert not told(sample, "2025").effects


def test_the_year_before_stands_in_until_a_base_year_is_recorded(sample: Workbench) -> None:
    assert told(sample, "").base == "2024"
    base_year.set_policy(sample, "2019")
    assert told(sample, "").base == "2019"
    assert "2019年（基准年）" in told(sample, "").title


def test_a_method_of_one_view_is_compared_in_it(tmp_path: Path) -> None:
    pins = (pin_of(CATALOGUE, "cn.power-grid", "2015"),)
    folder = CATALOGUE.resources / "methods" / "cn.power-grid" / "2015"
    compiled = CATALOGUE.method("cn.power-grid", "2015")
    (worked,) = [each for each in examples(folder, compiled) if each.id == "whole"]
    project = worked.project(pins[0], CATALOGUE.vocabulary)
    made = create(CATALOGUE, tmp_path / "g.zcd", "lin", (worked.year,), pins, None)
    with made.file:
        made.commit("行", [RowChange(key, None, held) for key, held in project.rows.items()])
        made.set_answers(project.answers)
        found = told(made, worked.year, "market", worked.year)
        assert (found.view, found.series[0].published) == ("location", "139,651.00")


# recorded choices


def test_the_policy_is_one_step_that_undo_takes_back(sample: Workbench) -> None:
    before = sample.file.head
    changed = base_year.set_policy(sample, "2024", "7.5 %", "首个有分月数据的年度")
    assert changed.number == before + 1
    edit = sample.file.edit(changed.number)
    assert [each.key for each in edit.changes if isinstance(each, SettingChange)] == [
        "base.year",
        "base.threshold",
        "base.reason",
    ]
    held = base_year.policy(sample)
    assert (held.year, held.threshold, held.reason) == ("2024", D("7.5"), "首个有分月数据的年度")
    sample.undo()
    held = base_year.policy(sample)
    assert (held.year, held.threshold, held.recorded, held.own_threshold) == ("2019", D(5), False, False)


def test_a_blank_takes_a_choice_away_and_none_leaves_it(sample: Workbench) -> None:
    base_year.set_policy(sample, "2024", "7.5", "甲")
    base_year.set_policy(sample, threshold="")
    held = base_year.policy(sample)
    assert (held.year, held.own_threshold, held.reason) == ("2024", False, "甲")
    assert base_year.set_policy(sample, reason=" 甲 ").number == 0  # nothing new


def test_the_history_names_these_choices(sample: Workbench) -> None:
    base_year.set_policy(sample, "2024")
    base_year.set_boundary(sample, "2024", "scope2.power", "+1", "并入")
    retelling = Teller(sample.catalogue, sample.project, "zh")
    told = [retelling.edit(sample.file.edit(number)) for number in (sample.file.head - 1, sample.file.head)]
    assert [(each.what, each.change) for each in told] == [
        ("设定 基准年", "空 → 2024"),
        ("设定 边界调整 2024:scope2.power", "空 → 1 并入"),
    ]


@pytest.mark.parametrize(
    ("year", "threshold", "code"),
    [
        ("1999", None, "unknown_year"),
        (None, "五", "threshold"),
        (None, "-1", "threshold"),
        (None, "101", "threshold"),
    ],
)
def test_what_cannot_be_a_policy_is_refused(
    sample: Workbench, year: str | None, threshold: str | None, code: str
) -> None:
    head = sample.file.head
    with pytest.raises(Refused) as refused:
        base_year.set_policy(sample, year, threshold)
    assert refused.value.code == code
    assert sample.file.head == head


@pytest.mark.parametrize(
    ("year", "key", "amount", "reason"),
    [
        ("1999", "scope2.power", "1", "甲"),
        ("2024", "scope9.power", "1", "甲"),
        ("2024", "fuel.co2[F99]", "1", "甲"),
        ("2024", "scope2.power", "很多", "甲"),
        ("2024", "scope2.power", "1", " "),
    ],
)
def test_an_adjustment_names_year_source_amount_and_reason(
    sample: Workbench, year: str, key: str, amount: str, reason: str
) -> None:
    with pytest.raises(Refused):
        base_year.set_boundary(sample, year, key, amount, reason)


def test_these_settings_come_in_with_an_answers_file(tmp_path: Path) -> None:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    settings = {**answers.settings, "base.year": "2024", "boundary:2024:scope2.power": "12 并入"}
    made = create(
        CATALOGUE, tmp_path / "b.zcd", "lin", answers.years, (), replace(answers, settings=settings)
    )
    with made.file:
        assert base_year.policy(made).year == "2024"
        assert base_year.adjustments(made.project) == (
            base_year.Adjustment("2024", "scope2.power", D(12), "并入"),
        )


# published and restated


def test_a_year_that_was_never_sealed_stands_as_it_is(sample: Workbench) -> None:
    for each in published.series(sample, "location"):
        assert each.restatement.difference == 0
        assert not each.verdict.recalculate
    assert "没有封存过的报告" in text_of(told(sample))


def test_a_sealed_year_stays_to_the_digit_while_another_factor_set_restates_it(
    sample: Workbench, tmp_path: Path
) -> None:
    print_report(sample, "2024", "zh", tmp_path / "2024.pdf", seal=True)
    base_year.set_policy(sample, "2024", "5", "")
    before = told(sample)
    take(sample, FUELS)
    after = told(sample)
    (line,) = [each for each in after.series if each.figure == "total.location@2024"]
    assert line.published == before.before == after.before == "18,733.24"
    assert line.restated != line.published
    assert line.values[1] is not None
    assert line.causes["method"] == line.values[1] - line.values[0]
    assert not line.causes["data"]
    name = CATALOGUE.factor_set(FUELS.id).words.zh
    assert f"改用{name}" in {each.id: each.because for each in after.effects}["method"]
    assert after.amount is not None
    assert exact(after) == Fraction(after.amount)
    # the published figure is what the report that was sealed said
    assert "18,733.24" in "".join(page.extract_text() for page in PdfReader(tmp_path / "2024.pdf").pages)


@pytest.mark.parametrize(
    ("id_", "editions", "example", "published_as", "restated_as", "recalculate"),
    [
        # the standards since 2024 count the electricity of a steel works by the national factor
        ("cn.steel", ("2013", "2025"), "whole", "134,787.46", "141,324.70", False),  # 4.85 %
        ("cn.cement", ("2013", "2023"), "whole", "12,033.74", "11,340.58", True),  # 5.76 % less
        ("cn.food", ("2015", "2024"), "whole", "2,849.70", "2,879.49", False),  # 1.05 %
    ],
)
def test_another_edition_of_the_method_restates_the_base_year(
    tmp_path: Path,
    id_: str,
    editions: tuple[str, str],
    example: str,
    published_as: str,
    restated_as: str,
    recalculate: bool,
) -> None:
    old, new = editions
    compiled = CATALOGUE.method(id_, old)
    folder = CATALOGUE.resources / "methods" / id_ / old
    (worked,) = [each for each in examples(folder, compiled) if each.id == example]
    project = worked.project(pin_of(CATALOGUE, id_, old), CATALOGUE.vocabulary)
    made = create(CATALOGUE, tmp_path / "e.zcd", "lin", (worked.year,), (pin_of(CATALOGUE, id_, old),), None)
    with made.file:
        made.commit("行", [RowChange(key, None, held) for key, held in project.rows.items()])
        made.set_answers(project.answers)
        seal(made, worked.year)
        made.pin(pin_of(CATALOGUE, id_, new))
        base_year.set_policy(made, worked.year)
        found = told(made, worked.year, year=worked.year)
        (line,) = found.series
        assert (line.published, line.restated) == (published_as, restated_as)
        assert line.causes["method"] == line.values[1] - line.values[0]
        assert found.recalculate is recalculate
        (held,) = published.series(made, "location")
        assert held.published is not None
        first = held.published.changed[0].zh
        assert first.startswith(f"{compiled.method.words.zh} {old} → ")
        assert first.endswith(f" {new}")


def test_years_that_keep_the_sets_of_their_seal_are_restated_all_the_same(sample: Workbench) -> None:
    """Both years were sealed and kept their fuels, so no page changes a digit; restated, they have those of today."""
    before = told(sample)
    for year in ("2024", "2025"):
        seal(sample, year)
        sample.commit("封存", holding.kept(CATALOGUE, sample.project, year))
    take(sample, FUELS)
    after = told(sample)
    assert (after.before, after.now, after.change) == (before.before, before.now, before.change)
    assert exact(after) == Fraction(after.amount or 0)
    lines = {each.figure: each for each in after.series}
    for year in ("2024", "2025"):
        line = lines[f"total.location@{year}"]
        assert line.published != line.restated
        assert line.causes["method"] == line.values[1] - line.values[0]
    # what the new factors do to both years cancels out, but for the difference of the amounts
    both = [lines[f"total.location@{year}"].causes["method"] for year in ("2024", "2025")]
    assert row(after, "method") == both[0] - both[1]


def test_the_threshold_decides_on_a_changed_factor_set(sample: Workbench) -> None:
    seal(sample, "2024")
    take(sample, FUELS)
    (held,) = [each for each in published.series(sample, "location") if each.restatement.year == "2024"]
    share = held.verdict.share
    assert share is not None
    assert share > 0
    base_year.set_policy(sample, "2024", str(share * 2))
    assert not told(sample).recalculate
    assert "基准年可以不重算" in text_of(told(sample))
    base_year.set_policy(sample, "2024", str(share / 2))
    assert told(sample).recalculate
    assert "基准年应当重算" in text_of(told(sample))


def test_a_correction_is_told_apart_from_a_method(sample: Workbench) -> None:
    seal(sample, "2024")
    place = Place("power.grid", "", "2024-03")
    held = sample.project.answers[place]
    sample.set_answers({place: replace(held, text=f"={held.text.replace(',', '')}+100")})
    found = told(sample)
    assert row(found, "data") == D("0.055")  # 100 kWh by 0.55
    assert "method" not in {each.id for each in found.effects}
    assert {each.id: each.because for each in found.effects}["data"] == "公布以后改动或补填 1 处"
    assert found.before == "18,733.24"


def test_a_published_year_stands_though_the_method_of_today_waits_for_more(sample: Workbench) -> None:
    seal(sample, "2024")
    base_year.set_policy(sample, "2024")
    sample.set_answer(Place("power.grid", "", "2024-03"), "")
    found = told(sample)
    (line,) = [each for each in found.series if each.figure == "total.location@2024"]
    assert (line.published, line.restated, line.difference) == ("18,733.24", "—", "—")
    assert line.values[1] is None
    assert found.policy[1] == ("2024年公布 18,733.24；按今天的方法还缺 1 项，重算不出来，门槛没法检验。")
    assert not found.recalculate
    assert not found.effects


def test_an_adjustment_of_the_boundary_restates_and_is_an_effect(sample: Workbench) -> None:
    plain = told(sample)
    base_year.set_boundary(sample, "2024", "scope2.power", "+1250", "并入二分厂")
    found = told(sample)
    assert row(found, "boundary") == 1250
    assert found.change == plain.change
    assert exact(found) == Fraction(found.amount or 0)
    (held,) = [each for each in published.series(sample, "location") if each.restatement.year == "2024"]
    assert held.restatement.difference == 1250
    assert held.verdict.recalculate  # 1250 / 18733.24 = 6.67 %
    assert (
        "净购入电力 +1,250.00（并入二分厂）" in {each.id: each.because for each in found.effects}["boundary"]
    )
    base_year.set_boundary(sample, "2024", "scope2.power", "", "")
    assert told(sample) == plain


def test_an_answer_of_another_year_is_no_correction(sample: Workbench) -> None:
    seal(sample, "2024")
    sample.set_answers({Place("power.grid", "", "2025-03"): Answer("1", "MWh")})
    (held,) = [each for each in published.series(sample, "location") if each.restatement.year == "2024"]
    assert held.published is not None
    assert held.published.edited == 0
    assert held.restatement.difference == 0


# the page


@pytest.mark.parametrize(("base", "view"), [("2019", "market"), ("2024", "location")])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_one_page_and_says_what_the_comparison_says(
    sample: Workbench, tmp_path: Path, base: str, view: str, language: str
) -> None:
    to = tmp_path / "page.pdf"
    assert print_page(sample, "2025", language, to, base, view).pages == 1  # type: ignore[arg-type]
    text = re.sub(r"\s", "", PdfReader(to).pages[0].extract_text())
    found = told(sample, base, view)
    for each in found.effects:
        assert each.text in text
    for each in found.series:
        assert each.published in text
    assert found.change in text


def test_the_page_is_still_one_with_seals_and_a_boundary(sample: Workbench, tmp_path: Path) -> None:
    for year in ("2019", "2024", "2025"):
        seal(sample, year)
    base_year.set_policy(sample, "2019", "5", "首个按指南核算并公布的年度，此后各年的目标都与它比较")
    base_year.set_boundary(sample, "2019", "scope2.power", "+1250", "并入二分厂，含锻造车间和热处理车间")
    take(sample, FUELS)
    for language in ("zh", "en"):
        made = print_page(sample, "2025", language, tmp_path / f"{language}.pdf", "2019")  # type: ignore[arg-type]
        assert made.pages == 1


def test_the_page_leads_to_its_figures(sample: Workbench) -> None:
    made = document(sample, "2025", "zh", "2024")
    assert set(made.codes.values()) == {f"total.location@{year}" for year in ("2019", "2024", "2025")}
    assert not made.draft


def test_a_year_with_a_gap_makes_a_draft(sample: Workbench) -> None:
    sample.set_answer(Place("power.grid", "", "2024-03"), "")
    assert document(sample, "2025", "zh", "2024").draft
