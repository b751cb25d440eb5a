"""Printing, sealing, verifying, and finding a printed figure again."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.domain.change import SettingChange
from zcdesk.domain.trace import Traced, confirmation
from zcdesk.domain.words import Language
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out.verifying import verify
from zcdesk.workbench.printing.printing import (
    NotReady,
    document_of,
    print_report,
    standing_in_the_way,
    waiting,
)
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.tracing import figure_of, told
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
YEAR = "2025"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workbench]:
    """The sample factory in a file of its own."""
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    with made.file:
        yield made


def confirm_everything(bench: Workbench) -> None:
    """Confirm each doubtful value of the year, as a person would one by one."""
    doubts = standing_in_the_way(bench.findings(YEAR))
    keys = [confirmation(item.code, item.details) for item in doubts]
    bench.commit("确认", [SettingChange(key, None, "lin") for key in keys])


def test_what_is_missing_and_what_is_to_be_confirmed_are_counted_apart(sample: Workbench) -> None:
    before = waiting(sample.findings(YEAR))
    assert before["unconfirmed"] == len(standing_in_the_way(sample.findings(YEAR)))
    assert (before["missing"], before["wrong"]) == (0, 0)
    gone = [place for place in sample.project.answers if place.quantity == "power.grid"]
    sample.set_answers(dict.fromkeys(gone))
    after = waiting(sample.findings(YEAR))
    assert after["missing"]


def test_the_sample_equals_the_published_totals(sample: Workbench) -> None:
    inventory = sample.inventories()["cn.machinery@2015"]
    total = inventory.line("total.location", "2019")
    fuel = inventory.line("scope1.fuel", "2019")
    power = inventory.line("scope2.power", "2019")
    assert isinstance(total, Traced)
    assert isinstance(fuel, Traced)
    assert isinstance(power, Traced)
    assert f"{total.number:.5f}" == "24728.56480"
    assert f"{fuel.number:.8f}" == "1731.88284912"
    assert f"{power.number:.5f}" == "22996.68195"


def test_nothing_is_missing_in_the_sample(sample: Workbench) -> None:
    assert [sample.gaps(year) for year in sample.project.years] == [(), (), ()]
    assert not [
        item for year in sample.project.years for item in sample.findings(year) if item.severity == "error"
    ]


def test_the_shipped_sample_is_ready_to_be_sealed(sample: Workbench) -> None:
    assert standing_in_the_way(sample.findings(YEAR)) == ()


def test_what_is_doubtful_must_be_confirmed_before_sealing(sample: Workbench, tmp_path: Path) -> None:
    held = [
        key
        for key in sample.project.settings
        if key.startswith("confirmed:older_year") and key.endswith(f":{YEAR}")
    ]
    sample.set_setting(held[0], None)
    with pytest.raises(NotReady) as wrong:
        print_report(sample, YEAR, "zh", tmp_path / "report.pdf", seal=True)
    assert {item.code for item in wrong.value.findings} == {"older_year"}
    assert not (tmp_path / "report.pdf").exists()
    printed = print_report(sample, YEAR, "zh", tmp_path / "draft.pdf")
    assert printed.draft
    assert "草稿" in PdfReader(tmp_path / "draft.pdf").pages[0].extract_text()
    confirm_everything(sample)
    assert not print_report(sample, YEAR, "zh", tmp_path / "report.pdf", seal=True).draft


def test_a_missing_month_prints_no_total(sample: Workbench, tmp_path: Path) -> None:
    sample.set_answer(Place("power.grid", "", "2025-11"), "")
    assert [gap.place for gap in sample.gaps(YEAR)] == [Place("power.grid", "", "2025-11")]
    printed = print_report(sample, YEAR, "zh", tmp_path / "draft.pdf")
    text = "".join(page.extract_text() for page in PdfReader(printed.path).pages)
    assert printed.draft
    assert "还差 1 项" in text.replace("\n", "")
    assert "18,162.87" not in text


def test_a_sealed_report_can_be_recomputed_after_later_edits(sample: Workbench, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    printed = print_report(sample, YEAR, "zh", pdf, seal=True)
    assert printed.issue == 1
    sample.set_answer(Place("power.grid", "", "2025-11"), "1")
    checks = verify(sample, pdf)
    assert all(check.holds for check in checks), [check.words.en for check in checks if not check.holds]
    pdf.write_bytes(pdf.read_bytes() + b" ")
    assert [check.holds for check in verify(sample, pdf)][-1] is False


def test_an_answer_changed_behind_the_program_is_found(sample: Workbench) -> None:
    path = sample.file.path
    sample.file.close()
    database = sqlite3.connect(path)
    with database:
        done = database.execute(
            "update answer set text = '9' || text where quantity = 'power.grid' and period = '2025-03'"
        )
    database.close()
    assert done.rowcount == 1
    with pytest.raises(FileTrouble) as wrong:
        ProjectFile.open(path, read_only=True)
    assert wrong.value.code == "damaged"


def test_a_printed_code_leads_back_to_answers_factors_and_evidence(sample: Workbench) -> None:
    figure = figure_of(sample, "3-1 F01.7", YEAR, "zh")
    assert figure.id.startswith("fuel.co2[F01]")
    text = "\n".join(told(sample, figure, "zh"))
    assert "389.31" in text or "实测" in text
    assert "1722" in text
    assert figure_of(sample, figure.code, YEAR, "zh").id == figure.id
    assert figure_of(sample, "fuel.co2[F01]@2019", YEAR, "zh").id == "fuel.co2[F01]@2019"


def test_a_code_that_stands_in_two_tables_lists_them(sample: Workbench) -> None:
    with pytest.raises(Refused) as wrong:
        figure_of(sample, "F01.7", YEAR, "zh")  # emission in 3-1, July in the annex
    assert wrong.value.code == "ambiguous_code"
    assert "3-1 F01.7" in wrong.value.words.zh


def test_an_unknown_code_is_refused_with_the_way_to_write_it(sample: Workbench) -> None:
    with pytest.raises(Refused) as wrong:
        figure_of(sample, "9-9 Q99.9", YEAR, "zh")
    assert wrong.value.code == "unknown_code"
    assert "3-1 F01.7" in wrong.value.words.zh


def test_every_code_in_both_languages_leads_to_the_same_figure(sample: Workbench) -> None:
    chinese, english = document_of(sample, YEAR, "zh").codes, document_of(sample, YEAR, "en").codes
    assert dict(chinese) == dict(english)
    for code, id_ in chinese.items():
        assert figure_of(sample, id_, YEAR, "zh").result, code


def test_nothing_but_an_unsealed_pdf_is_ever_replaced(sample: Workbench, tmp_path: Path) -> None:
    project = sample.file.path
    before = project.read_bytes()
    table = tmp_path / "bills.xlsx"
    table.write_bytes(b"PK\x03\x04 bills")
    for precious in (project, table):
        for seal in (False, True):
            with pytest.raises(Refused) as wrong:
                print_report(sample, YEAR, "zh", precious, seal=seal, replace=True)
            assert wrong.value.code == "not_replaced"
    assert project.read_bytes() == before
    assert table.read_bytes() == b"PK\x03\x04 bills"
    pdf = tmp_path / "report.pdf"
    print_report(sample, YEAR, "zh", pdf)
    with pytest.raises(Refused, match="exists"):
        print_report(sample, YEAR, "zh", pdf)
    print_report(sample, YEAR, "zh", pdf, seal=True, replace=True)
    with pytest.raises(Refused, match="sealed_not_replaced"):
        print_report(sample, YEAR, "zh", pdf, replace=True)


def test_a_workbook_that_somebody_worked_in_is_left_as_it_is(sample: Workbench, tmp_path: Path) -> None:
    to = tmp_path / "report.xlsx"
    print_report(sample, YEAR, "zh", to)
    print_report(sample, YEAR, "zh", to, replace=True)
    book = openpyxl.load_workbook(to)
    book.properties.lastModifiedBy = "王工"  # as an office program does when it saves
    book.save(to)
    held = to.read_bytes()
    with pytest.raises(Refused, match="not_replaced"):
        print_report(sample, YEAR, "zh", to, replace=True)
    assert to.read_bytes() == held


def test_places_that_cannot_be_written_are_named(sample: Workbench, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no_folder"):
        print_report(sample, YEAR, "zh", tmp_path / "gone" / "report.pdf", seal=True)
    with pytest.raises(Refused, match="is_folder"):
        print_report(sample, YEAR, "zh", tmp_path, seal=True)
    with pytest.raises(Refused, match="pdf_unreadable"):
        verify(sample, tmp_path / "gone.pdf")
    assert sample.file.issues() == ()


def test_only_a_sealed_report_carries_a_check_code_and_each_its_own(
    sample: Workbench, tmp_path: Path
) -> None:
    def codes(name: str, seal: bool, language: Language = "zh") -> set[str]:
        print_report(sample, YEAR, language, tmp_path / name, seal=seal)
        text = "".join(page.extract_text() for page in PdfReader(tmp_path / name).pages)
        return set(re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", text))

    assert codes("plain.pdf", seal=False) == set()
    first, second, english = codes("1.pdf", True), codes("2.pdf", True), codes("3.pdf", True, "en")
    assert [len(each) for each in (first, second, english)] == [1, 1, 1]
    assert len(first | second | english) == 3
    told = " ".join(check.words.zh for check in verify(sample))
    assert all(code in told for code in first | second | english)


def test_a_report_without_the_name_of_the_plant_cannot_be_sealed(sample: Workbench, tmp_path: Path) -> None:
    sample.set_answer(Place("site.name"), "")
    with pytest.raises(NotReady) as wrong:
        print_report(sample, YEAR, "zh", tmp_path / "report.pdf", seal=True)
    assert [(item.code, item.place) for item in wrong.value.findings] == [
        ("missing_answer", Place("site.name"))
    ]


def test_verification_says_that_the_project_has_moved_on(sample: Workbench, tmp_path: Path) -> None:
    print_report(sample, YEAR, "zh", tmp_path / "report.pdf", seal=True)
    assert not [check for check in verify(sample) if check.note]
    sample.set_answer(Place("power.grid", "", "2025-11"), "1")
    (note,) = [check for check in verify(sample) if check.note]
    assert "1 步改动" in note.words.zh
    assert "不同" in note.words.zh


def test_a_project_without_a_greenhouse_gas_method_says_so(tmp_path: Path) -> None:
    made = create(CATALOGUE, tmp_path / "e.zcd", "lin", ("2025",), (pin_of(CATALOGUE, "cn.energy"),), None)
    with made.file, pytest.raises(Refused, match="no_inventory"):
        print_report(made, "2025", "zh", tmp_path / "report.pdf")


def test_a_report_is_recomputed_with_the_factor_sets_that_were_kept_at_its_sealing(
    sample: Workbench, tmp_path: Path
) -> None:
    print_report(sample, YEAR, "zh", tmp_path / "report.pdf", seal=True)
    shutil.copytree(CATALOGUE.resources, tmp_path / "resources")
    names = list((tmp_path / "resources" / "factors" / "cn.grid").glob("*.csv"))
    grid = next(path for path in names if "grid.regional,CN-EAST,0.5500" in path.read_text(encoding="utf-8"))
    text = grid.read_text(encoding="utf-8")
    grid.write_text(
        text.replace("grid.regional,CN-EAST,0.5500", "grid.regional,CN-EAST,0.5501"), encoding="utf-8"
    )
    other = Workbench(Catalogue(tmp_path / "resources", CATALOGUE.forms), sample.file, "lin")
    checks = verify(other)
    assert [check.holds for check in checks if "重算结果" in check.words.zh] == [True]
    assert [check.words.zh for check in checks if check.note] == [
        "系数集 cn.grid：程序带来了新内容，项目仍按原来的计算；zcdesk factors 看差多少。",
        "系数集 cn.grid：程序所带的已更新，第 1 次封存按当时留存的内容重算。",
    ]
