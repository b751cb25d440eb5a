"""Schemes that a project follows: taken up, left, undone, kept in the file; their pages, and which are offered."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE, ROOT
from zcdesk.domain.answer import Answer, Place
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import following, holding
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import guide, stepping
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of

NATIONAL, JIANGSU = "cn.zero-carbon-factory", "cn.jiangsu.zero-carbon-factory"
PAGE = """
[page.gate_test]
words = { zh = "试", en = "Test" }
[[page.gate_test.question]]
quantity = "ready.above_scale"
[[page.gate_test.question]]
quantity = "ready.js_offset"
"""


@pytest.fixture
def packs(tmp_path: Path) -> Catalogue:
    """The packs with one page that only schemes read."""
    forms = tmp_path / "forms"
    shutil.copytree(ROOT / "forms", forms)
    shutil.rmtree(forms / "readiness", ignore_errors=True)
    (forms / "readiness").mkdir()
    (forms / "readiness" / "test.toml").write_text(PAGE, encoding="utf-8")
    return Catalogue(ROOT / "resources", forms)


@pytest.fixture
def bench(packs: Catalogue, tmp_path: Path) -> Iterator[Workbench]:
    made = create(packs, tmp_path / "f.zcd", "lin", ("2025",), (pin_of(packs, "cn.machinery"),), None)
    with made.file:
        yield made


def followed(bench: Workbench) -> list[str]:
    return [each.scheme.method.id for each in following.offered(bench) if each.followed]


def test_a_scheme_is_one_step_kept_in_the_file_and_undone(bench: Workbench, tmp_path: Path) -> None:
    assert following.follow(bench, NATIONAL).number
    assert not following.follow(bench, NATIONAL).number  # it is followed already
    following.follow(bench, JIANGSU)
    assert followed(bench) == [JIANGSU, NATIONAL]
    bench.undo()
    assert followed(bench) == [NATIONAL]
    bench.redo()
    following.drop(bench, NATIONAL)
    bench.file.close()
    with ProjectFile.open(tmp_path / "f.zcd", "lin") as file:
        again = Workbench(bench.catalogue, file)
        assert followed(again) == [JIANGSU]
        again.undo()
        assert followed(again) == [JIANGSU, NATIONAL]


def test_thresholds_are_held_at_the_content_they_had(bench: Workbench) -> None:
    following.follow(bench, NATIONAL)
    held = {pin.id: pin.digest for pin in bench.project.pins.values() if pin.kind == holding.HELD}
    assert held["cn.zero-carbon.miit-2026-334"] == CATALOGUE.factor_set("cn.zero-carbon.miit-2026-334").digest


def test_its_pages_stand_by_themselves_and_ask_what_it_reads(bench: Workbench) -> None:
    assert guide.checklists(bench) == ()
    following.follow(bench, NATIONAL)
    (page,) = guide.checklists(bench)
    assert (page.id, page.group) == ("gate_test", "readiness")
    assert [each.quantity for each in guide.asked(bench, page, "", "2025")] == ["ready.above_scale"]
    following.follow(bench, JIANGSU)
    assert len(guide.asked(bench, page, "", "2025")) == 2
    bench.set_answer(Place("ready.js_offset", "", "2025"), "5", "tCO2e")
    following.drop(bench, JIANGSU)
    assert len(guide.asked(bench, page, "", "2025")) == 2  # it was answered


def test_questions_of_a_scheme_are_no_steps_of_the_inventory(bench: Workbench) -> None:
    following.follow(bench, NATIONAL)
    assert "gate_test" not in {step.page.id for step in stepping.steps(bench, "2025")}
    asked = stepping.steps(bench, "2025", "readiness")
    assert [step.place for step in asked] == [Place("ready.above_scale")]


def test_a_page_tells_what_verdicts_wait_for_on_it_and_no_total_does(bench: Workbench) -> None:
    following.follow(bench, NATIONAL)
    state = guide.states(bench, "2025")["gate_test"]
    assert ([gap.place.quantity for gap in state.asked], state.missing) == (
        [],
        (),
    )  # the kind of applicant decides
    bench.set_answer(Place("ready.applicant"), "manufacturer")
    state = guide.states(bench, "2025")["gate_test"]
    assert ([gap.place.quantity for gap in state.asked], state.missing) == (["ready.above_scale"], ())
    bench.set_answer(Place("ready.above_scale"), "yes")
    assert guide.states(bench, "2025")["gate_test"].asked == ()


def test_the_inventory_is_what_it_was(bench: Workbench) -> None:
    before = bench.inventories()["cn.machinery@2015"].line("total.location", "2025")
    gaps = bench.gaps("2025")
    following.follow(bench, NATIONAL)
    assert bench.inventories()["cn.machinery@2015"].line("total.location", "2025") == before
    assert bench.gaps("2025") == gaps


def test_what_is_for_another_province_is_not_offered(bench: Workbench, tmp_path: Path) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(ROOT / "resources", resources)
    path = resources / "schemes" / JIANGSU / "2025" / "scheme.toml"
    text = path.read_text(encoding="utf-8")
    assert "\nregion = " not in text or "CN-JS" in text
    if "\nregion = " not in text:
        path.write_text(
            text.replace('edition = "2025"', 'edition = "2025"\nregion = "CN-JS"'), encoding="utf-8"
        )
    bench.file.close()
    with ProjectFile.open(tmp_path / "f.zcd", "lin") as file:
        there = Workbench(Catalogue(resources, bench.catalogue.forms), file)

        def ids() -> set[str]:
            return {each.scheme.method.id for each in following.offered(there)}

        assert JIANGSU in ids()  # where the plant stands is not known
        there.set_answer(Place("site.province"), "CN-ZJ")
        assert JIANGSU not in ids()
        assert NATIONAL in ids()
        following.follow(there, JIANGSU)
        assert JIANGSU in ids()  # whoever follows it sees it
        there.set_answers({Place("site.province"): Answer("CN-JS")})
        following.drop(there, JIANGSU)
        assert JIANGSU in ids()


@pytest.mark.parametrize(
    ("sector", "code", "fits"),
    [
        ("C", "3463", True), ("C", "C3463", True), ("C", "6450", False), ("I", "I6450", True), ("64", "6450", True),
        ("38", "3841", True), ("38", "3463", False),
    ],
)  # fmt: skip
def test_sectors_are_letters_or_beginnings_of_codes(sector: str, code: str, fits: bool) -> None:
    assert following.fits_code(sector, code) is fits


def test_what_there_is_not_is_refused(bench: Workbench) -> None:
    for wrong in (("cn.moon", ""), (NATIONAL, "1999")):
        with pytest.raises(Refused, match="unknown_scheme"):
            following.follow(bench, *wrong)
    with pytest.raises(Refused, match="scheme_not_followed"):
        following.drop(bench, NATIONAL)


def test_the_history_says_it(bench: Workbench) -> None:
    following.follow(bench, NATIONAL)
    following.drop(bench, NATIONAL)
    teller = Teller(bench.catalogue, bench.project, "zh")
    told = [teller.edit(record.edit).what for record in bench.file.edits(bench.file.head - 1)]
    assert told == ["开始对照 国家级零碳工厂", "不再对照 国家级零碳工厂"]


def test_a_scheme_that_the_program_no_longer_has_is_told_and_can_be_left(
    bench: Workbench, tmp_path: Path
) -> None:
    following.follow(bench, JIANGSU)
    bench.file.close()
    resources = tmp_path / "resources"
    shutil.copytree(ROOT / "resources", resources)
    shutil.rmtree(resources / "schemes" / JIANGSU)
    with ProjectFile.open(tmp_path / "f.zcd", "lin") as file:
        there = Workbench(Catalogue(resources, bench.catalogue.forms), file)
        assert [each.scheme.method.id for each in there.followed()] == [JIANGSU]  # as the file has kept it
        told = [each.code for each in there.findings("2025") if each.code.startswith("scheme_")]
        assert told == ["scheme_lost"]
        found = there.judge(JIANGSU, "2025").assessed("2025")
        assert {each.verdict for each in found} == {"unknown"}
        assert following.drop(there, JIANGSU).number
        assert there.followed() == ()


def test_a_content_that_changed_is_told_until_it_is_taken_up_again(bench: Workbench, tmp_path: Path) -> None:
    following.follow(bench, JIANGSU)
    bench.file.close()
    resources = tmp_path / "resources"
    shutil.copytree(ROOT / "resources", resources)
    path = resources / "schemes" / JIANGSU / "2025" / "scheme.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count('better = "higher"') > 0
    path.write_text(text.replace('better = "higher"', 'better = "lower"', 1), encoding="utf-8")
    with ProjectFile.open(tmp_path / "f.zcd", "lin") as held:
        there = Workbench(Catalogue(resources, bench.catalogue.forms), held)

        def told() -> list[str]:
            return [each.code for each in there.findings("2025") if each.code.startswith("scheme_")]

        assert told() == ["scheme_changed"]
        assert [each.changed for each in following.offered(there) if each.followed] == [True]
        following.follow(there, JIANGSU)
        assert told() == []


def test_words_that_documents_print_are_asked_with_their_scheme(tmp_path: Path) -> None:
    made = create(CATALOGUE, tmp_path / "w.zcd", "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None)
    with made.file:
        assert "plan" not in [page.id for page in guide.pages(made)]
        following.follow(made, NATIONAL)
        assert "plan" in [page.id for page in guide.pages(made)]
        following.drop(made, NATIONAL)
        assert "plan" not in [page.id for page in guide.pages(made)]


def test_pages_name_schemes_that_there_are() -> None:
    there = {id_ for id_, _ in CATALOGUE.scheme_editions}
    named = {id_ for page in CATALOGUE.pages.values() for id_ in page.schemes}
    assert named
    assert named <= there
