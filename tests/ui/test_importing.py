"""The import page by the keyboard: a file is read, sent where it belongs, seen, taken, undone, handed back."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.drive import focused, paste, press, type_text, wait
from zcdesk.domain.answer import Place
from zcdesk.exchange.entry_book.entry_out import workbook
from zcdesk.ui.frame.importing_drop import dropped
from zcdesk.ui.frame.window import Window
from zcdesk.ui.intake.importing import ImportPage
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.workbook.entry_book import layout

TABLE = """2019年能源统计
能源,单位,1月,2月,备注
外购电力,MWh,1500.5,八百,
0#柴油,吨,3,4,
汽油,吨,1,1,检修
"""


def page_of(window: Window) -> ImportPage:
    page = window.current
    assert isinstance(page, ImportPage)
    return page


@pytest.fixture
def page(window: Window) -> ImportPage:
    press("Ctrl+I", window)
    return page_of(window)


def read(page: ImportPage, text: str = TABLE, name: str = "t.csv") -> None:
    page.take(text.encode(), name)
    wait(lambda: not page.busy())


def answer(page: ImportPage, quantity: str, period: str, row: str = "") -> str:
    held = page.desk.workbench.project.answers.get(Place(quantity, row, period))
    return held.text if held else ""


def told(page: ImportPage) -> dict[str, tuple[str, str]]:
    return {item.line.name: (item.line.target, item.line.unit) for item in page.inside.map.rows.items}


def test_the_empty_page_says_what_can_be_read_and_waits_on_its_button(page: ImportPage) -> None:
    assert focused() is page.inside.choose
    assert not page.inside.found.isVisible()


def test_a_table_is_read_and_one_stands_on_what_is_in_doubt(page: ImportPage) -> None:
    read(page)
    assert focused() is page.inside.map
    assert told(page)["外购电力（MWh）"] == ("电网购电（不含绿电交易）", "MWh")
    assert page.inside.filters["refused"].text() == "不能采用 1"
    assert page.inside.raw.sheet.mark(1, 0) == "head"
    assert page.inside.raw.sheet.mark(2, 3) == "bad"


def test_where_a_row_goes_is_changed_by_keys(page: ImportPage) -> None:
    read(page)
    press("Home")
    press("Return")
    assert isinstance(focused().parent(), Picker)
    type_text("green trade")
    press("Return")
    wait(lambda: not page.busy())
    assert told(page)["外购电力（MWh）"][0] == "绿电交易电量"
    assert focused() is page.inside.map
    press("Del")
    wait(lambda: not page.busy())
    assert told(page)["外购电力（MWh）"][0] == ""


def test_another_unit_is_taken_by_f4(page: ImportPage) -> None:
    read(page)
    press("Home")
    press("F4")
    type_text("kWh")
    press("Return")
    wait(lambda: not page.busy())
    assert told(page)["外购电力（MWh）"][1] == "kWh"
    press(
        "Alt+1"
    )  # the doubt that this makes is settled by the unit that fits last year's size, if there is one
    wait(lambda: not page.busy())


def test_ctrl_enter_takes_it_as_one_step_and_undo_takes_it_back(page: ImportPage, window: Window) -> None:
    before, head = answer(page, "power.grid", "2019-01"), page.desk.workbench.file.head
    read(page)
    press("Ctrl+Return", window)
    wait(lambda: not page.busy())
    assert page.desk.workbench.file.head == head + 1
    assert answer(page, "power.grid", "2019-01") == "1500.5"
    assert page.inside.trouble_text.text().startswith("已导入")
    assert page.inside.filters["same"].text() != "没变 0"
    assert not page.ready()
    press("Ctrl+Z", window)
    wait(lambda: not page.busy())
    assert answer(page, "power.grid", "2019-01") == before
    assert page.ready()


def test_what_is_there_is_kept_where_that_is_wanted(page: ImportPage, window: Window) -> None:
    before = answer(page, "power.grid", "2019-01")
    read(page)
    page.inside.overlaps["keep"].setFocus()
    press("Return")
    wait(lambda: not page.busy())
    assert not page.ready()
    press("Ctrl+Return", window)
    assert answer(page, "power.grid", "2019-01") == before


def test_a_block_is_pasted(page: ImportPage) -> None:
    paste("月份\t外购电量(MWh)\n2019-01\t1,500\n2019-02\t1,400\n")
    wait(lambda: not page.busy())
    assert page.session is not None
    assert page.session.name == "粘贴的表.txt"
    assert page.inside.filters["changed"].text() == "改了 2"


def test_cells_are_narrowed_to_a_state_and_the_notes_are_told(page: ImportPage) -> None:
    read(page)
    page.inside.filters["refused"].setFocus()
    press("Return")
    assert [item.cell.cell for item in page.inside.cells.rows.items] == ["D3"]
    page.inside.filters["notes"].setFocus()
    press("Return")
    assert any("UTF-8" in item.text for item in page.inside.cells.rows.items)


def test_a_refused_row_leads_to_its_cell_in_the_sheet(page: ImportPage) -> None:
    rows = "".join(f"设备{number},吨,1,1,\n" for number in range(60))
    read(page, TABLE + rows + "柴油,吨,3,五吨,\n")
    page.inside.filters["refused"].setFocus()
    press("Return")
    assert [item.cell.cell for item in page.inside.cells.rows.items] == ["D3", "D66"]
    page.inside.cells.setFocus()
    press("Down")
    raw = page.inside.raw
    assert (raw.currentIndex().row(), raw.currentIndex().column()) == (65, 3)
    assert raw.viewport().rect().contains(raw.visualRect(raw.currentIndex()))
    assert raw.sheet.here == (65, 3)
    assert focused() is page.inside.cells


def test_a_refused_row_of_an_entry_workbook_leads_to_its_sheet_and_cell(page: ImportPage) -> None:
    bench = page.desk.workbench
    book = openpyxl.load_workbook(io.BytesIO(workbook(layout(bench, page.desk.year, "zh"), "zh")))
    sheet = next(each for each in book.worksheets if "电力" in each.title)
    month = next(cell.column for row in sheet for cell in row if cell.value == "3月")
    at = next(cell for row in sheet for cell in row if cell.value == "电网购电（不含绿电交易）").row
    sheet.cell(at, month).value = "八百"
    made = io.BytesIO()
    book.save(made)
    page.take(made.getvalue(), "entry.xlsx")
    wait(lambda: not page.busy())
    page.inside.filters["refused"].setFocus()
    press("Return")
    raw = page.inside.raw
    assert page.inside.raw_title.text().endswith(sheet.title)
    assert (raw.sheet.here, raw.sheet.mark(at - 1, month - 1)) == ((at - 1, month - 1), "bad")


def test_a_figure_far_from_what_stands_is_told_before_it_is_taken(page: ImportPage) -> None:
    page.desk.workbench.set_answer(Place("power.grid", "", "2019-01"), "1124", "MWh")
    read(page, "2019年能源统计\n能源,单位,1月\n外购电力,MWh,13.2\n")
    (item,) = page.inside.cells.rows.items
    assert item.doubt == "只有现在的 1/85"
    assert page.inside.filters["doubt"].text() == "差太多 1"
    assert "先看" in page.inside.step.text()


def test_refused_rows_are_written_and_read_again(page: ImportPage, tmp_path: Path) -> None:
    read(page)
    out = tmp_path / "refused.xlsx"
    page.write_back(out)
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    assert "“八百”不是数" in str(sheet["F3"].value)
    sheet["D3"] = 800
    made = io.BytesIO()
    book.save(made)
    page.take(made.getvalue(), "refused.xlsx")
    wait(lambda: not page.busy())
    assert page.inside.filters["refused"].text() == "不能采用 0"
    assert page.ready() == 2


def test_what_the_table_does_not_say_is_asked(page: ImportPage) -> None:
    read(page, "月份,外购电量(MWh)\n2019-01,700\n2019-01,800\n")
    assert page.shown is not None
    assert [ask.key for ask in page.shown.seen.asks] == ["several"]
    page.say("several", "sum")
    wait(lambda: not page.busy())
    assert page.inside.filters["refused"].text() == "不能采用 0"


def test_heads_are_told_by_h(page: ImportPage) -> None:
    read(page, "说明,二〇一九\n能源,1月,2月\n外购电力,1,2\n")
    page.inside.raw.setFocus()
    press("Ctrl+Home")
    press("Down")
    press("H")
    wait(lambda: not page.busy())
    assert page.session is not None
    assert page.session.told["head"] == [1, 2]


def test_a_layout_is_remembered_and_can_be_dropped(page: ImportPage, window: Window, tmp_path: Path) -> None:
    page.desk.folder = tmp_path
    read(page)
    press("End")
    press("Del")
    wait(lambda: not page.busy())
    press("Ctrl+Return", window)
    wait(lambda: not page.busy())
    read(page, TABLE.replace("1500.5", "1501"))
    assert page.shown is not None
    assert page.shown.looked is not None
    assert page.shown.looked.kept
    assert told(page)["汽油（t）"][0] == ""
    page.forget()
    wait(lambda: not page.busy())
    assert told(page)["汽油（t）"][0] != ""


def test_what_cannot_be_read_is_said_and_escape_leaves_it(page: ImportPage) -> None:
    page.take(b"\x89PNG\r\n\x1a\n" + bytes(50), "bill.pdf")
    wait(lambda: not page.busy())
    assert page.inside.trouble.isVisible()
    kinds = [each.text() for each in page.inside.empty.findChildren(QLabel) if each.isVisible()]
    for reader in incoming.READERS:
        assert f"·  {reader.words.zh}" in kinds
    assert page.inside.fill.isVisible()
    press("Escape")
    assert page.session is None
    assert page.inside.empty.isVisible()
    assert focused() is page.inside.choose


def test_what_was_prepared_is_not_lost_by_escape(page: ImportPage) -> None:
    read(page)
    page.leave_out(page.inside.map.rows.items[0])
    wait(lambda: not page.busy())
    prepared = told(page)
    press("Escape")
    assert page.session is None
    assert "t.csv" in focused().accessibleName()
    press("Return")
    assert told(page) == prepared
    page.take(b"\x89PNG\r\n\x1a\n" + bytes(50), "bill.pdf")  # another file takes its place
    wait(lambda: not page.busy())
    press("Escape")
    press("Return")
    wait(lambda: not page.busy())
    assert told(page) == prepared
    assert page.aside == []


def test_what_was_put_aside_is_read_beside_the_project_as_it_is(page: ImportPage, window: Window) -> None:
    read(page)
    press("Escape")
    window.desk.workbench.set_answer(Place("site.contact"), "Wang")
    page.carry_on(0)
    wait(lambda: not page.busy())
    assert page.session is not None
    assert page.session.project is window.desk.workbench.project
    assert page.ready()
    page.accept()
    press("Escape")
    assert page.aside == []  # it was taken


def test_a_file_dropped_on_the_window_is_read(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "drop.csv"
    path.write_text(TABLE, encoding="utf-8")
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path))])
    found = dropped(held)
    assert found is not None
    window.dropping.take(found)
    page = page_of(window)
    wait(lambda: not page.busy())
    assert page.shown is not None
    held.setUrls([])
    assert dropped(held) is None


def test_every_kind_of_file_has_its_preview(page: ImportPage) -> None:
    from tests.exchange.test_series_in import long, moments

    page.take(long([(at, "1") for at in moments("2019-03-01T00:00", 96)]), "load.csv")
    wait(lambda: not page.busy())
    assert page.shown is not None
    assert page.shown.reader.id == "series"
    assert not page.inside.table.isVisible()
    assert page.inside.found.isVisible()


def test_nothing_is_taken_in_a_file_that_may_not_be_written(
    application: QApplication, sample_file: Path
) -> None:
    from tests.ui.conftest import shown

    for window in shown(application, sample_file, read_only=True):
        window.show_page("importing")
        page = page_of(window)
        read(page)
        assert not page.ready()
        assert not page.inside.accept.isEnabled()


def test_the_entry_workbook_is_written_from_the_palette_and_comes_back(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zcdesk.ui.widgets import files

    to, asked, said = tmp_path / "out.xlsx", [], []
    monkeypatch.setattr(
        files.QFileDialog, "getSaveFileName", lambda *given: (asked.append(given[2]), (str(to), ""))[1]
    )
    window.desk.written.connect(lambda text, path: said.append((text, path)))
    palette = {}
    for text in ("工作簿", "填报", "Excel", "导出", "entry workbook", "导入"):
        window.act("palette")
        window.around.palette.field.setText(text)  # type: ignore[attr-defined]
        palette[text] = window.around.palette.list.rows.items[0].title  # type: ignore[attr-defined]
        press("Escape")
    assert palette.pop("导入") == window.desk.words("action.import")
    assert set(palette.values()) == {"写填报工作簿…"}
    press("Ctrl+I", window)
    page = page_of(window)
    page.inside.fill.click()
    wait(lambda: bool(said))
    held = window.desk.workbench.file.path
    assert asked == [str(held.with_name(f"{held.stem}-{window.desk.year}.xlsx"))]
    assert said[0][1] == to
    assert window._toast.folder.isVisible()
    page.take_file(to)
    wait(lambda: not page.busy())
    assert page.shown is not None
    assert page.shown.reader.id == "workbook"
    assert not page.shown.seen.count("refused")


def test_a_workbook_that_is_there_is_not_written_over(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zcdesk.ui.intake import filling
    from zcdesk.ui.widgets import files

    (tmp_path / "a.xlsx").write_bytes(b"filled in")
    assert filling.free(tmp_path / "b.zcd", "2025").name == "b-2025.xlsx"
    (tmp_path / "b-2025.xlsx").touch()
    assert filling.free(tmp_path / "b.zcd", "2025").name == "b-2025 2.xlsx"
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    said: list[str] = []
    window.desk.toast.connect(said.append)
    window.act("entry_book")
    assert said[0].startswith("a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == b"filled in"


def test_a_reading_of_meters_that_was_taken_can_be_taken_again_after_undo(
    page: ImportPage, window: Window
) -> None:
    from tests.exchange.test_series_in import long, moments

    page.take(long([(at, "1") for at in moments("2019-03-01T00:00", 96)]), "load.csv")
    wait(lambda: not page.busy())
    for ask in page.shown.seen.asks if page.shown else ():
        page.say(ask.key, ask.options[0][0])
        wait(lambda: not page.busy())
    assert page.ready()
    press("Ctrl+Return", window)
    wait(lambda: not page.busy())
    assert page.done
    press("Ctrl+Z", window)
    wait(lambda: not page.busy())
    assert not page.done
    assert not page.inside.trouble.isVisible()
    assert page.ready()
    assert page.inside.accept.isEnabled()


def test_a_workbook_of_another_year_is_read_under_that_year_by_a_button(page: ImportPage) -> None:
    from zcdesk.exchange.entry_book import entry_out
    from zcdesk.workbench.workbook.entry_book import layout

    bench = page.desk.workbench
    first, shown = bench.project.years[0], page.desk.year
    other = first if first != shown else bench.project.years[-1]
    page.take(entry_out.workbook(layout(bench, other, "zh"), "zh"), "w.xlsx")
    wait(lambda: not page.busy())
    assert page.shown is None
    assert focused() is page.inside.turn_year
    assert page.inside.turn_year.text() == f"换到 {other} 年"
    press("Return")
    wait(lambda: not page.busy())
    assert page.desk.year == other
    assert page.shown is not None
    assert page.shown.seen.year == other
    assert not page.inside.turn_year.isVisible()


def test_questions_come_first_and_stay_to_be_answered_otherwise(page: ImportPage) -> None:
    from tests.exchange.test_series_in import long, moments

    page.take(long([(at, "1000") for at in moments("2019-03-01T00:00", 31 * 96)], "时间,7号表 负荷"), "m.csv")
    wait(lambda: not page.busy())
    assert "744,000 kWh" in focused().accessibleName()  # 1000 * 31 * 24
    assert "F4" not in [key for key, _ in page.keys_here()]
    press("Tab")
    press("Space")
    wait(lambda: not page.busy())
    assert "电网" in focused().accessibleName()
    press("Space")
    wait(lambda: not page.busy())
    assert focused() is page.inside.cells
    assert page.session is not None
    assert list(page.session.asked) == ["reading", "kind"]
    assert "2,976,000 kWh" in page.inside.cells.rows.items[0].told
    next(each for each in page.inside.findChildren(QPushButton) if each.text().startswith("功率")).setFocus()
    assert "功率" in focused().accessibleName()
    press("Space")
    wait(lambda: not page.busy())
    assert "744,000 kWh" in page.inside.cells.rows.items[0].told
    assert focused() is page.inside.cells


def test_a_refusal_is_told_in_full_without_its_place_and_with_the_words_of_options(
    page: ImportPage, window: Window
) -> None:
    from zcdesk.exchange.entry_book import entry_out
    from zcdesk.workbench.workbook.entry_book import layout

    bench = page.desk.workbench
    made = openpyxl.load_workbook(io.BytesIO(entry_out.workbook(layout(bench, page.desk.year, "zh"), "zh")))
    page.take(_with_a_wrong_option(made), "w.xlsx")
    wait(lambda: not page.busy())
    page.turn_filter("refused")
    (item,) = page.inside.cells.rows.items
    assert item.sheet == item.cell.where != ""
    assert item.told.startswith("“没有这种”不在可选的之内。可选：")
    assert "describe" not in item.told
    assert page.inside.reason.isVisible()
    assert page.inside.reason.text().endswith(item.told)
    page.turn_filter("same")
    assert not page.inside.reason.isVisible()


def _with_a_wrong_option(book: openpyxl.Workbook) -> bytes:
    """An entry workbook in which one cell with a list of options says something else."""
    cell = next(
        sheet.cell(row, column)
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
        for held in rule.sqref.ranges
        for row, column in held.cells
        if str(sheet.cell(row, column).value or "") not in ("", "是", "否")
    )
    cell.value = "没有这种"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_the_month_of_a_refused_cell_and_the_name_of_the_file_are_told(
    page: ImportPage, window: Window
) -> None:
    from zcdesk.workbench.past.retelling import Teller

    read(page)
    page.turn_filter("refused")
    assert "2019年2月" in page.inside.cells.rows.items[0].what
    count = page.ready()
    press("Ctrl+Return", window)
    wait(lambda: not page.busy())
    bench = page.desk.workbench
    told = Teller(bench.catalogue, bench.project, "zh").edit(bench.file.edit(bench.file.head))
    assert (told.what, told.change) == ("导入 t.csv", f"{count} 格")


def test_a_row_that_was_new_is_one_that_is_there_after_it_was_taken(page: ImportPage, window: Window) -> None:
    from zcdesk.workbench.tables.targets import Target

    read(page)
    press("Home")
    assert page.shown is not None
    assert page.shown.looked is not None
    here = page.inside.map.rows.items
    sent: Target | None = None
    for item in here:
        proposal = page._proposal(item)
        if proposal is not None and proposal.target is not None and "汽油" in item.line.name:
            fresh = [
                each
                for each in page.shown.looked.targets
                if each.new and each.quantity is proposal.target.quantity and len(each.row) > 1
            ]
            there = [each.rows for each in page.shown.looked.targets if not each.new]
            sent = next(each for each in fresh if not any(each.rows[0] in rows for rows in there))
            assert page.session is not None
            page.session.send(proposal, sent, "t")
    assert sent is not None
    page.look()
    wait(lambda: not page.busy())
    assert any(target.startswith("新增") for target, _ in told(page).values())
    press("Ctrl+Return", window)
    wait(lambda: not page.busy())
    assert page.done
    assert not any(target.startswith("新增") for target, _ in told(page).values())
    assert any(sent.rows[0] in target for target, _ in told(page).values())
