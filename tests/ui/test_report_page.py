"""Sealing, verifying, saving, printing and finding figures, from the report page and by keyboard."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from tests.ui.drive import focused, press, wait
from zcdesk.domain.answer import Place
from zcdesk.ui.frame.window import Window
from zcdesk.ui.report.report_out import paint
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.refusal import Refused


@pytest.fixture
def page(window: Window) -> ReportPage:
    """The report page with its first report printed."""
    window.show_page("report")
    found = window.current
    assert isinstance(found, ReportPage)
    wait(lambda: found.preview is not None)
    return found


def answer_dialog(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The file dialog of the system, answered with a path."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))


def test_a_seal_is_asked_for_in_the_page_printed_recorded_and_verified(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, to = page.desk.workbench, tmp_path / "封存.pdf"
    answer_dialog(monkeypatch, to)
    page.top.seal_button.setFocus()
    press("Space")
    assert focused() is page.sealing.yes
    press("Space")
    wait(lambda: len(bench.file.issues()) == 1 and not page.busy())
    (issue,) = bench.file.issues()
    assert hashlib.sha256(to.read_bytes()).hexdigest() == issue.pdf_digest
    assert str(to) in page.note.news.text()
    page.verify()
    wait(lambda: "✓" in page.note.news.text())
    assert "✗" not in page.note.news.text()


def test_escape_leaves_the_question_and_nothing_is_sealed(page: ReportPage) -> None:
    page.ask_seal()
    press("Escape")
    assert not page.sealing.isVisible()
    assert page.desk.workbench.file.issues() == ()


def test_what_stands_in_the_way_of_a_seal_leads_to_the_checks(page: ReportPage, window: Window) -> None:
    page.desk.workbench.set_answer(Place("power.grid", "", "2025-03"), "")
    page.ask_seal()
    assert not page.sealing.isVisible()
    assert window.current is not page


def test_a_sealed_report_holds_after_the_project_went_on(page: ReportPage, tmp_path: Path) -> None:
    bench = page.desk.workbench
    page.sealing.seal_to(tmp_path / "a.pdf")
    wait(lambda: len(bench.file.issues()) == 1 and not page.busy())
    bench.set_answer(Place("power.grid", "", "2025-03"), "1", "MWh")
    page.verify()
    wait(lambda: "✓" in page.note.news.text())
    assert "✗" not in page.note.news.text()


def test_ctrl_s_saves_what_is_seen(page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_dialog(monkeypatch, tmp_path / "报告")
    press("Ctrl+S")
    assert page.preview is not None
    assert (tmp_path / "报告.pdf").read_bytes() == page.preview.path.read_bytes()


def test_a_place_that_cannot_be_written_to_is_said_in_the_page(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, tmp_path / "no" / "a.pdf")
    press("Ctrl+S")
    assert "a.pdf" in page.note.news.text()
    assert page.note.isVisible()


def opened(monkeypatch: pytest.MonkeyPatch, can: bool = True) -> list[str]:
    """What the system is asked to open."""
    asked: list[str] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return can

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


def test_what_was_saved_is_opened_and_so_is_its_folder(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, to = opened(monkeypatch), tmp_path / "报告.pdf"
    assert not page.note.open_pdf.isVisible()
    answer_dialog(monkeypatch, to)
    press("Ctrl+S")
    page.note.open_pdf.setFocus()
    press("Space")
    page.note.open_folder.setFocus()
    press("Space")
    assert asked == [str(to), str(tmp_path)]
    to.unlink()
    page.note.open_pdf.setFocus()
    press("Space")
    assert asked == [str(to), str(tmp_path)]
    assert "已经不在了" in page.note.news.text()
    assert not page.note.open_pdf.isVisible()


def test_a_system_that_opens_no_pdf_is_said(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(monkeypatch, can=False)
    answer_dialog(monkeypatch, tmp_path / "报告.pdf")
    press("Ctrl+S")
    page.note.open_pdf.setFocus()
    press("Space")
    assert page.note.news.text().startswith("系统没有能打开")
    assert page.note.open_folder.isVisible()


def test_the_year_is_chosen_on_the_page(page: ReportPage) -> None:
    page.year.setFocus()
    press("Space")
    press("Down")
    press("Return")
    assert page.desk.year == "2024"
    assert page.year.text() == "2024 年度"
    wait(lambda: page.preview is not None and "2024" in page.preview.title)


def test_what_is_seen_goes_out_only_as_what_it_is(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, tmp_path / "报告.pdf")
    page.desk.show_year("2024")
    press("Ctrl+S", page)
    assert list(tmp_path.glob("*.pdf")) == []
    assert "还没排好" in page.note.news.text()
    press("Escape", page)
    press("Ctrl+S", page)  # 2025 is still what is seen
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_narrow_bar_goes_on_below(page: ReportPage, window: Window) -> None:
    assert page.top.one_line
    window.resize(920, 600)
    QApplication.processEvents()
    assert not page.top.one_line
    for each in (
        page.top.seal_button,
        page.top.save_button,
        page.top.print_button,
        *page.top.languages.values(),
    ):
        assert each.width() >= each.minimumSizeHint().width()


def test_without_a_printer_the_way_out_is_said(page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    press("Ctrl+P")
    assert page.note.news.text() == "没有打印机。按 Ctrl+S 存为 PDF，到别处打印。"


def asked_to_print(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A printer, and a dialog that notes the pages that it offers and is closed again."""
    asked: list[int] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["机房"])
    monkeypatch.setattr(QPrintDialog, "exec", lambda self: asked.append(self.maxPage()))
    return asked


def test_one_press_prints_from_any_page(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_to_print(monkeypatch)
    window.show_page("power")
    press("Ctrl+P")
    made = window.current
    assert isinstance(made, ReportPage)
    assert made.note.news.text() == "正在排印，排好就打开打印对话框…"
    wait(lambda: bool(asked))
    assert made.preview is not None
    assert asked == [made.preview.pages]


def test_who_gives_up_or_goes_elsewhere_is_not_asked_by_the_printer(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_to_print(monkeypatch)
    press("Ctrl+P")
    window.show_page("power")
    made = window._pages["report"]
    assert isinstance(made, ReportPage)
    wait(lambda: not made.busy())
    window.show_page("report")
    wait(lambda: not made.busy() and made.preview is not None)
    window.desk.show_year("2024")
    press("Ctrl+P")
    press("Escape")
    assert "已取消" in made.note.news.text()
    QApplication.processEvents()
    assert asked == []


def test_printed_pages_are_whole_and_stand_as_they_should(page: ReportPage, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    document = page.view.document
    assert document is not None
    wide = next(n for n in range(len(document)) if document[n].get_width() > document[n].get_height())
    assert list(paint(document, printer, wide, wide + 1)) == [50, 100]
    made = pdfium.PdfDocument(tmp_path / "paper.pdf")
    assert [round(max(made[n].get_size())) for n in range(len(made))] == [842, 842]  # A4 is 842 pt long
    assert [made[n].get_width() > made[n].get_height() for n in range(2)] == [False, True]
    made.close()


def test_the_chosen_figure_is_framed_and_enter_goes_to_its_field(page: ReportPage, window: Window) -> None:
    preview = page.preview
    assert preview is not None
    pages = range(preview.pages)
    at = next(n for n in pages if page.view.figures(n, preview.figures, preview.table_word))
    page.view.show_page(at)
    page.figures.setFocus()
    press("Down")
    assert page.view._frame is not None
    assert page.view._frame[0] == at
    press("Return")
    assert window.current is not page or window.panel is not None


def test_the_language_of_the_report_is_its_own(page: ReportPage) -> None:
    page.top.languages["en"].setFocus()
    press("Space")
    wait(lambda: page.preview is not None and page.preview.table_word == "Table")
    assert page.desk.language == "zh"


def test_no_key_means_two_things_on_any_page(window: Window) -> None:
    for id_ in window.page_ids():
        window.show_page(id_)
        assert window.current is not None
        keys = [each.shortcut().toString() for each in (*window.actions(), *window.current.actions())]
        given = [key for key in keys if key]
        assert len(given) == len(set(given)), id_


def test_the_badge_follows_a_seal_and_the_file_has_a_name_that_says_so(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, names = page.desk.workbench, list[str]()
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *said, **_: (names.append(Path(said[2]).name), (str(tmp_path / "a.pdf"), ""))[1],
    )
    page.ask_seal()
    press("Return")
    wait(lambda: len(bench.file.issues()) == 1 and not page.busy())
    plant = bench.project.answers[Place("site.name")].text
    assert names == [f"{plant} 企业温室气体排放报告 {page.desk.year} 封存第 1 份.pdf"]
    assert page.top.state.text() == "已封存为第 1 份"
    bench.set_answer(Place("power.grid", "", "2025-03"), "1", "MWh")
    QApplication.processEvents()
    assert "封存为" not in page.top.state.text()


def test_documents_about_followed_schemes_are_offered_and_shown(page: ReportPage) -> None:
    offered = dict(page.choice._schemes())
    assert "zero-carbon-self" in offered
    page.choice.choose("zero-carbon-self")
    wait(lambda: page.preview is not None and "自评价" in page.preview.title)
    assert page.choice.title == offered["zero-carbon-self"]
    assert page.preview is not None
    assert pdfium.PdfDocument(page.preview.path).get_metadata_dict()["Title"] == page.preview.title
    page.choice.choose("inventory")
    wait(lambda: page.preview is not None and "自评价" not in page.preview.title)


def test_a_document_about_a_scheme_is_sealed_for_itself(page: ReportPage, tmp_path: Path) -> None:
    page.choice.choose("zero-carbon-self")
    wait(lambda: page.preview is not None and "自评价" in page.preview.title)
    page.ask_seal()
    assert focused() is page.sealing.yes
    page.sealing.seal_to(tmp_path / "自评价.pdf")
    wait(lambda: bool(page.desk.workbench.file.issues()) and not page.busy())
    (issue,) = page.desk.workbench.file.issues()
    assert issue.pdf_digest == hashlib.sha256((tmp_path / "自评价.pdf").read_bytes()).hexdigest()
    assert "封存为第 1 份" in page.top.state.text()
    told = [each.text() for each in page.foot.findChildren(QLabel)]
    assert any(page.choice.title in each and "第 1 份" in each for each in told)
    page.choice.choose("inventory")
    wait(lambda: page.preview is not None and "自评价" not in page.preview.title)
    assert "第 1 份" not in page.top.state.text()  # the report of the year is not sealed by it


def test_a_document_whose_conditions_cannot_be_judged_is_a_draft_and_leads_to_the_first(
    page: ReportPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = page.desk.workbench
    bench.set_answer(Place("ready.green_factory"), "")
    page.choice.choose("zero-carbon-self")
    wait(lambda: page.preview is not None and "自评价" in page.preview.title)
    _, left = page.choice.waiting()
    assert len(left) == 1
    assert (page.top.state.text(), page.top.state.property("role")) == ("草稿", "doubt")
    told = [each.text() for each in page.foot.findChildren(QLabel)]
    assert "有 1 条申报条件尚不能判定，先出草稿" in told
    names: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given, **_: (names.append(given[2]), ("", ""))[1]
    )
    page.save()
    assert "草稿" in names[0]
    with pytest.raises(Refused, match="cannot be judged"):
        page.choice.for_seal("zh", tmp_path / "a.pdf")(None)  # type: ignore[arg-type]
    page.ask_seal()
    assert not page.sealing.isVisible()
    assert window.current is not None
    assert window.current.id == "checklist"
    assert window.current.walk.at[0] == left[0]  # type: ignore[attr-defined]
    assert not bench.file.issues()
    window.show_page("report")
    page.choice.choose("inventory")
    wait(lambda: page.preview is not None and "自评价" not in page.preview.title)
    assert page.top.state.property("role") == "good"  # schemes have no part in the report of emissions


def answer_save(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), kind))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_report_is_saved_in_the_format_of_its_name(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    to = tmp_path / f"报告{suffix}"
    answer_save(monkeypatch, to)
    page.save()
    wait(lambda: page.note.saved == to)
    assert to.read_bytes().startswith(b"PK")
    assert str(to) in page.note.news.text()


def test_the_package_is_written_beside_the_window_and_can_be_given_up(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "p.zip"
    answer_save(monkeypatch, to)
    page.package()
    assert page.jobs.running("hand")
    page.stop()
    assert not page.jobs.running("hand")
    page.package()
    wait(lambda: page.note.saved == to)
    assert "check.py" in page.note.news.text()
    assert to.read_bytes().startswith(b"PK")


def test_the_files_of_an_application_go_into_a_folder_of_their_own(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(tmp_path))
    page.submission()
    picker = page.window().findChild(Picker)
    assert picker is not None
    assert len(picker._choices) == len(page.desk.workbench.followed())
    press("Return")
    wait(lambda: page.note.saved is not None)
    assert page.note.saved is not None
    assert page.note.saved.parent == tmp_path
    assert sorted(each.name[:2] for each in page.note.saved.iterdir()) == ["00", "01", "02", "03", "04", "05"]
