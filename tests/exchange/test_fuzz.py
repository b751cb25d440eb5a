"""Every reader meets files that were changed at random: values or a refusal in words, in time, nothing written."""

from __future__ import annotations

import base64
import os
import signal
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.conftest import CATALOGUE
from tests.exchange import bill_files, pact_files, real_bills, real_series, tables
from tests.exchange.fuzz import Format, changed
from tests.exchange.real_tables import MONTHLY, SECTIONS, STATUTORY
from tests.store import samples
from zcdesk.domain.answer import Answer, Place
from zcdesk.exchange import answers, findings, printed
from zcdesk.exchange.answers import AnswersError
from zcdesk.exchange.bills.reading import bill_of
from zcdesk.exchange.entry_book.entry_back import found_in, year_told
from zcdesk.exchange.entry_book.entry_out import workbook
from zcdesk.exchange.entry_book.entry_sheets import Layout
from zcdesk.exchange.findings import NoFindings
from zcdesk.exchange.footprints import pact_in, pact_out
from zcdesk.exchange.guards import NotReadable
from zcdesk.exchange.printed import PrintedError
from zcdesk.exchange.questionnaires import questionnaire_back
from zcdesk.exchange.questionnaires.questionnaire_back import NoQuestionnaire
from zcdesk.exchange.questionnaires.questionnaire_out import workbook as questionnaire
from zcdesk.exchange.series import series_in
from zcdesk.exchange.series.text import NoReadings
from zcdesk.exchange.tables import table_in, workbook_in
from zcdesk.exchange.tables.find import blocks
from zcdesk.exchange.tables.values import figures
from zcdesk.exchange.tables.workbook_in import NoWorkbook
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.bills import figures as bill_figures
from zcdesk.workbench.bring import create
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of
from zcdesk.workbench.workbook.entry_book import layout

SECONDS = 10.0
"""How long one file may take a processor. [s]"""

ALARM = 120
"""How long it may take at all, with others at work. [s]"""

SHORT = 30
"""Files of each format in the ordinary run."""

LONG = 100_000
"""Files of all formats in the long run."""

FIRST = int(os.environ.get("ZCDESK_FUZZ_FIRST", "0"))
"""Number of the first of them: other numbers are other files."""


class TooLong(BaseException):
    """A reader that does not come back; no reader may catch it."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A project that is asked for electricity, fuels and goods, opened to be read only."""
    path = tmp_path_factory.mktemp("fuzz") / "a.zcd"
    pins = tuple(pin_of(CATALOGUE, id_) for id_ in ("iso.14064", "cn.energy"))
    made = create(CATALOGUE, path, "lin", ("2024", "2025"), pins, None)
    made.set_answers(
        {Place("site.name"): Answer(bill_files.BUYER), Place("power.grid", "", "2025-03"): Answer("9", "kWh")}
    )
    made.file.close()
    return Workbench(CATALOGUE, ProjectFile.open(path, "lin", read_only=True), "lin")


@cache
def _layout(bench: Workbench) -> Layout:
    """One page of the entry workbook: a workbook of all of them is large, and no page is read differently."""
    whole = layout(bench, "2025", "zh")
    kept = [sheet for sheet in whole.sheets if sheet.id in ("power", "fuel", "site")]
    return Layout(whole.plant, whole.year, tuple(kept))


def _bill(data: bytes) -> None:
    bill = bill_of(data, CATALOGUE.bills.layouts)
    list(bill_figures.figures(bill, CATALOGUE.bills))
    bill_figures.key(bill)
    bill_figures.is_red(bill)


def _months(book: Any, sheet: Any) -> None:
    for row, line in enumerate(BY_MONTH.split()):
        for column, cell in enumerate(line.split(",")):
            sheet.write(row, column, float(cell) if cell.isdigit() else cell)
    sheet.write_formula(3, 2, "=C2+C3", book.add_format(), 9)


def _table(data: bytes) -> None:
    for sheet in table_in.read(data).sheets:
        figures(sheet, blocks(sheet, tables.UNITS), tables.UNITS, "2025")


def _zcd(folder: Path) -> tuple[bytes, Any]:
    samples.full(folder / "seed.zcd", 3)
    path = folder / "changed.zcd"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        with ProjectFile.open(path, read_only=True) as file:
            file.verify()
        assert path.read_bytes() == data

    return (folder / "seed.zcd").read_bytes(), read


def _printed(folder: Path) -> Any:
    path = folder / "printed.any"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        printed.load(path)

    return read


ANSWERS = """{"schema": "zcdesk.answers/1", "project": {"years": ["2025"], "methods": [{"id": "cn.machinery"}]},
 "rows": [{"id": "F01", "table": "fuel"}], "answers": [{"quantity": "fuel.kind", "row": "F01", "value": "diesel"},
 {"quantity": "fuel.amount", "row": "F01", "period": "2025-03", "value": "12.5", "unit": "t", "note": "入库"}]}"""
PRINTED = """{"schema": "zcdesk.printed/1", "report": {"title": "报告"}, "lines": [
 {"id": "a", "name": "柴油", "value": "1,234.5", "unit": "tCO2"},
 {"id": "b", "name": "电力", "value": "12万", "unit": "tCO2"}], "relations": [{"result": "a", "formula": "b"}]}"""
PRINTED_CSV = '编号,名称,数值,单位\na,柴油,"1,234.5",tCO2\nb,电力,12万,tCO2\n'
READINGS = "时间,正向有功总(kWh)\n" + "".join(
    f"2025-03-01 {n // 4:02d}:{n % 4 * 15:02d},{100 + n}\n" for n in range(96)
)
BY_MONTH = '项目,单位,1月,2月,3月\n用电量,kWh,81705,60300,"1,234.5"\n柴油,t,2.5,0,1\n'
WIDE = (
    "日期,"
    + ",".join(f"{n:02d}:00" for n in range(24))
    + "\n"
    + "".join(f"2025/3/{n},{','.join(str(n + h) for h in range(24))}\n" for n in range(1, 8))
)
TABLE = """2025年能源消费统计表
能源,单位,1月,2月,3月,合计,备注
外购电力,万kWh,112.4,"1,084.6",100,1297,
0#柴油,吨,3,#REF!,-,3,检修
合计,,,,,,
"""
LEDGER = "日期;品种;数量;单位\n" + "".join(f"{n % 28 + 1:02d}.03.2025;柴油;{n},5;L\n" for n in range(30))


def _merged(book: Any, sheet: Any) -> None:
    sheet.merge_range(0, 1, 0, 2, "2025年", book.add_format())
    for row, cells in enumerate((["月份", "电(kWh)", "气(万Nm³)"], ["1月", 5, 6], ["2月", "十", 7]), start=1):
        sheet.write_row(row, 0, cells)


FOUND = findings.Findings(
    schema=findings.SCHEMA,
    findings=(findings.Raised(number="V-001", where="fuel.amount[F01]@2025-03", what="柴油", text="数不对"),),
)


@pytest.fixture(scope="module")
def formats(bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> tuple[Format, ...]:
    """Every format, by its reader alone; and all of them by the table of readers, over a project."""
    folder = tmp_path_factory.mktemp("seeds")
    made = CATALOGUE.questionnaires["supplier"]
    asked = _layout(bench)
    seed, zcd = _zcd(folder)
    entry = workbook(asked, "zh")
    plain = [(12.0, 20.0, "电子发票（普通发票）"), (12.0, 30.0, f"发票号码：{bill_files.NUMBER}")]
    xml = (bill_files.invoice_xml(), bill_files.invoice_xml(encoding="GBK"), bill_files.original_invoice())
    ofd = (
        bill_files.ofd_face(),
        real_bills.official_ofd(),
        bill_files.ofd_with_xml(),
        bill_files.ofd_with_xml(bill_files.invoice_xml()),
    )
    pdf = (
        bill_files.invoice_pdf(), bill_files.state_grid(), bill_files.southern_grid(), bill_files.scan(),
        bill_files.pdf(plain, packed=False), bill_files.pdf(plain, password="x"), real_bills.official_pdf(),
        real_bills.by_time(),
    )  # fmt: skip
    pact = (pact_out.written([pact_files.footprint()]), pact_files.second())
    series = (
        READINGS.encode(), READINGS.encode("gb18030"), WIDE.encode("utf-8-sig"), real_series.from_until().encode(),
        real_series.inverter().encode()[:9000], real_series.each_its_unit().encode(), real_series.region(),
        real_series.days_across().encode()[:9000], real_series.stands_in_kwh().encode("utf-16"),
        real_series.factor().encode()[:9000],
    )  # fmt: skip
    found = (findings.as_csv(FOUND, "zh"), findings.as_json(FOUND))
    table = (BY_MONTH.encode(), BY_MONTH.encode("gb18030"), tables.xls([each.split(",") for each in BY_MONTH.split()]),
             tables.xlsx(_months), tables.xls_shared(["月份", "电量(kWh)", "2025-01"], 9))  # fmt: skip
    more = (
        TABLE.encode(), TABLE.encode("gb18030"), TABLE.encode("utf-16"), LEDGER.encode(), tables.xlsx(_merged),
        tables.xls([["2025年", ""], ["月份", "电量(kWh)"], ["1月", 100.0], ["2月", 110.5]]),
        MONTHLY.format(when="2025-03-01").encode(), SECTIONS.encode(), STATUTORY.format(months="1—12").encode(),
    )  # fmt: skip
    csv = (*found, PRINTED_CSV.encode("gb18030"))

    def entered(data: bytes) -> None:
        book = workbook_in.opened(data)
        year_told(book)
        found_in(book, asked)

    def tabled(data: bytes) -> None:
        preview = incoming.preview(incoming.by_id("table"), bench, data, "a.bin", Options(year="2025"))
        assert all(cell.reason is None or (cell.reason.zh and cell.reason.en) for cell in preview.cells)
        if preview.back:
            incoming.refused_rows(preview, "zh")

    def known(data: bytes) -> None:
        head = bench.file.head
        for reader in incoming.READERS:
            assert isinstance(reader.sniff(data, "a.bin"), bool)
        reader = incoming.reader_of(data, "a.bin")
        preview = incoming.preview(reader, bench, data, "a.bin", Options(year="2025"))
        assert all(cell.reason is None or (cell.reason.zh and cell.reason.en) for cell in preview.cells)
        assert bench.file.head == head

    return (
        Format("xml", xml, _bill, (NotReadable,), 130),
        Format("ofd", ofd, _bill, (NotReadable,), 100),
        Format("pdf", pdf, _bill, (NotReadable,), 100),
        Format("pact", pact, pact_in.footprints, (NotReadable,), 90),
        Format("series", series, series_in.read, (NoReadings,), 80),
        Format("findings", found, findings.read, (NoFindings,), 60),
        Format("answers", (ANSWERS.encode(),), lambda data: answers.parse(data, Path("a.json")), (AnswersError,), 80),
        Format("printed", (PRINTED.encode(), PRINTED_CSV.encode()), _printed(folder), (PrintedError,), 70),
        Format("workbook", (entry,), entered, (NoWorkbook,), 40),
        Format("questionnaire", (questionnaire(made, "zh"),), lambda data: questionnaire_back.returned(data, made),
               (NoQuestionnaire,), 20),
        Format("zcd", (seed,), zcd, (FileTrouble,), 20),
        Format("table", table, _table, (NoWorkbook,), 90),
        Format("incoming", (*xml, *ofd, *pdf, *pact, *series, *csv, *table, *more), known, (Refused,), 60),
        Format("tables", (*table, *more), tabled, (Refused,), 60),
    )  # fmt: skip


def _told(bad: Exception) -> None:
    """A refusal says why, in both languages, or by findings whose words are elsewhere."""
    words = getattr(bad, "words", None)
    if words is not None:
        assert words.zh
        assert words.en
        assert "{" not in words.zh or "}" not in words.zh or "{" in str(bad)
    else:
        assert bad.findings  # type: ignore[attr-defined]


@pytest.fixture
def watched() -> Iterator[None]:
    """A reader that does not come back is interrupted."""

    def alarm(_: int, __: FrameType | None) -> None:
        raise TooLong

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, alarm)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _met(format_: Format, number: int) -> str:
    """What became of a file: ``read``, ``refused``, or what is wrong with the reader."""
    data = changed(format_, number)
    started = time.process_time()
    if hasattr(signal, "SIGALRM"):
        signal.alarm(ALARM)
    wrong = ""
    outcome = "read"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            format_.read(data)
    except format_.refusals as bad:
        outcome = "refused"
        _told(bad)
    except (Exception, TooLong):  # noqa: BLE001  whatever it is, it is what is looked for
        wrong = traceback.format_exc()
    took = time.process_time() - started
    if took > SECONDS:
        wrong += f"\ntook {took:.1f} s"
    if wrong:
        return f"{format_.name} {number}: {len(data)} bytes {base64.b64encode(data[:600])!r}\n{wrong}"
    return outcome


@pytest.mark.usefixtures("watched")
def test_a_few_changed_files_of_every_format(formats: tuple[Format, ...]) -> None:
    for format_ in formats:
        for seed in format_.seeds:
            try:
                format_.read(seed)  # sound files are read, but for those that are there to be refused
            except format_.refusals as bad:
                _told(bad)
        met = Counter(_met(format_, number) for number in range(SHORT))
        assert set(met) <= {"read", "refused"}, next(each for each in met if each not in ("read", "refused"))
        assert met["refused"], format_.name


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
@pytest.mark.usefixtures("watched")
def test_a_hundred_thousand_changed_files(formats: tuple[Format, ...]) -> None:
    assert sum(each.share for each in formats) == 1000
    faults: list[str] = []
    for format_ in formats:
        started, met = time.monotonic(), Counter[str]()
        for number in range(FIRST, FIRST + format_.share * LONG // 1000):
            outcome = _met(format_, number)
            met[outcome if outcome in ("read", "refused") else "wrong"] += 1
            if outcome not in ("read", "refused"):
                faults.append(outcome)
        print(format_.name, dict(met), f"{time.monotonic() - started:.0f} s", flush=True)
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:20])
