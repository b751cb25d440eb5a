"""``python -m tests bench``: measures, and fails where a bound is broken.

Every row names what was measured, what ran beside it, and the ratio; the bounds are those of the README. They hold for
a quiet machine; where the bare arithmetic beside them takes longer than there, they are longer in proportion.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median

from tests.bench import books, desk, meters, schemes
from tests.bench.large import YEARS, answers, changes, project
from tests.bench.printing import bare_report, our_report, whole_file
from tests.bench.spread import bare_draws, our_draws
from zcdesk import places
from zcdesk.calc.inventory import totals
from zcdesk.domain.answer import Place, months_of
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import Workbench, inventory_of, pin_of

ROWS = 500
QUIET = 60.0
"""What the bare arithmetic takes on a quiet machine of the kind for which the bounds were set. [ms]"""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing, in milliseconds unless `unit` says otherwise; ``bound`` is on ``took``; None for no bound."""

    what: str
    took: float
    beside: str
    reference: float
    bound: float | None
    unit: str = "ms"

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        return self.bound is None or self.took <= self.bound


def clock(act: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def plain_sum(rows: int) -> Decimal:
    """The bare arithmetic of the same fuels: read, sum the months, multiply, add up. Nothing is traced."""
    total = Decimal(0)
    held = answers(rows)
    for number in range(1, rows + 1):
        for year in YEARS:
            amount = sum(
                (Decimal(held[Place("fuel.amount", f"F{number:03d}", m)].text) for m in months_of(year)),
                Decimal(0),
            )
            total += amount * Decimal("389.31") * Decimal("0.0153") * Decimal("0.99") * 44 / 12
    return total


def slowness() -> float:
    """How much slower this machine computes now than a quiet one; never less than 1. [-]"""
    return max(1.0, median(clock(lambda: plain_sum(ROWS)) for _ in range(3)) / QUIET)


def recomputation(catalogue: Catalogue) -> list[Row]:
    """Full recomputation, one edit, growth."""
    pin = pin_of(catalogue, "cn.machinery")
    large = project(ROWS, pin)

    def full() -> None:
        inventory = inventory_of(catalogue, large, pin)
        for year in YEARS:
            totals(inventory, year)

    full()
    took = median(clock(full) for _ in range(5))
    bare = median(clock(lambda: plain_sum(ROWS)) for _ in range(3))
    slow = max(1.0, bare / QUIET)
    rows = [
        Row(
            f"全部重算 full recomputation, {ROWS} rows x 36 months",
            took,
            "bare Decimal arithmetic",
            bare,
            300 * slow,
        )
    ]
    per_cell: list[float] = []
    for count in (700, 1400, 2770):  # 25,000, 50,000 and 100,000 cells
        grown = project(count, pin)

        def all_years() -> None:
            inventory = inventory_of(catalogue, grown, pin)  # noqa: B023  called before the loop goes on
            for year in YEARS:
                totals(inventory, year)

        per_cell.append(median(clock(all_years) for _ in range(3)) / (count * 36) * 1000)
    grows = f"µs a cell at 25,000 / 50,000 / 100,000 cells: {' / '.join(f'{each:.1f}' for each in per_cell)}"
    rows.append(Row(f"增长 growth, {grows}", per_cell[-1], "25,000 cells", per_cell[0], per_cell[0] * 1.5))
    return rows


def starting(folder: Path) -> list[Row]:
    """What a start reads of the catalogue of all sectors, kept from the start before; beside reading the packs anew."""

    def read(cache: Path | None) -> None:
        held = Catalogue(places.data("resources"), places.data("forms"), cache)
        for part in (held.vocabulary, held.pages, held.drawings, held.read, held.editions):
            assert part
        for path in (held.resources / "text").glob("*.toml"):
            held.texts(path.stem)
        for set_ in held.method("cn.steel", held.editions["cn.steel"][-1]).method.factor_sets:
            held.factor_set(set_)

    read(folder / "cache")
    kept = median(clock(lambda: read(folder / "cache")) for _ in range(5))
    count = len(Catalogue(places.data("resources"), places.data("forms")).editions)
    return [
        Row(
            f"目录 the catalogue of {count} methods",
            kept,
            "read anew",
            clock(lambda: read(None)),
            150 * slowness(),
        )
    ]


def edits_of(bench: Workbench, years: tuple[str, ...]) -> list[float]:
    """A hundred edits, each saved, to refreshed totals of all years. [ms]"""
    inventory = next(iter(bench.inventories().values()))
    for year in years:
        totals(inventory, year)
    edits: list[float] = []
    for turn in range(100):
        place = Place("fuel.amount", f"F{turn * 5 % ROWS + 1:03d}", f"2025-{turn % 12 + 1:02d}")

        def edit() -> None:
            bench.set_answer(place, f"{turn}.25")  # noqa: B023  called before the loop goes on
            held = next(iter(bench.inventories().values()))
            for year in years:
                totals(held, year)

        edits.append(clock(edit))
    return edits


def steel(catalogue: Catalogue, folder: Path) -> list[Row]:
    """The same under the largest sector method, over five years."""
    pin, years = pin_of(catalogue, "cn.steel"), ("2021", "2022", "2023", "2024", "2025")
    tables = catalogue.method(pin.id, pin.edition).tables
    with ProjectFile.create(folder / "steel.zcd", "bench") as file:
        bench = Workbench(catalogue, file, "bench")
        bench.commit("large", changes(ROWS, pin, years, tuple(each for each in tables if each != "fuel")))
        edits = edits_of(bench, years)
    raw = raw_commits(folder / "raw-steel.db")
    bound = 16 * slowness() + 1.5 * max(0.0, raw - 1)
    return [
        Row(
            f"钢铁，一次修改 steel, one edit, {ROWS} rows x 60 months",
            median(edits),
            "raw SQLite commit",
            raw,
            bound,
        )
    ]


def editing(catalogue: Catalogue, folder: Path) -> list[Row]:
    """One edit through the workbench, saved, to refreshed totals of all years; and the commit alone."""
    pin = pin_of(catalogue, "cn.machinery")
    with ProjectFile.create(folder / "bench.zcd", "bench") as file:
        bench = Workbench(catalogue, file, "bench")
        bench.commit("large", changes(ROWS, pin))
        edits = edits_of(bench, YEARS)
        commits = [clock(lambda: bench.set_setting("bench", str(time.perf_counter_ns()))) for _ in range(50)]
    raw = raw_commits(folder / "raw.db")
    slow = 1.5 * max(0.0, raw - 1)  # what the disk itself takes beyond a quiet one's millisecond
    return [
        Row(
            "一次修改到合计 one edit to totals, median of 100",
            median(edits),
            "raw SQLite commit",
            raw,
            16 + slow,
        ),
        Row(
            "一次修改到合计 one edit to totals, worst of 100",
            max(edits),
            "raw SQLite commit",
            raw,
            50 + 3 * slow,
        ),
        Row("一次提交 a commit", median(commits), "raw SQLite commit", raw, 5 + slow),
    ]


def judging(catalogue: Catalogue, folder: Path) -> list[Row]:
    """One edit to totals and to the verdicts of four schemes, beside the totals alone."""
    took, worst, bare = schemes.measured(catalogue, folder, ROWS)
    slow, disk = slowness(), 1.5 * max(0.0, raw_commits(folder / "raw-schemes.db") - 1)
    what = (
        f"一次修改到合计和四个办法的判定 one edit to totals and verdicts of {len(schemes.FOLLOWED)} schemes"
    )
    return [
        Row(f"{what}, median of 60", took, "totals alone", bare, 25 * slow + disk),
        Row(f"{what}, worst of 60", worst, "totals alone", bare, 50 * slow + 3 * disk),
    ]


def raw_commits(path: Path) -> float:
    """Median of a bare durable SQLite commit of one row, in a process of its own."""
    code = (
        "import sqlite3,sys,time,statistics\n"
        "c=sqlite3.connect(sys.argv[1],isolation_level=None)\n"
        "c.execute('pragma synchronous=full'); c.execute('create table t(x)')\n"
        "t=[]\n"
        "for i in range(50):\n"
        " s=time.perf_counter(); c.execute('begin')\n"
        " c.execute('insert into t values(?)',('x'*300,)); c.execute('commit')\n"
        " t.append((time.perf_counter()-s)*1000)\n"
        "print(statistics.median(t))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def processes(folder: Path) -> list[Row]:
    """``zcdesk compute`` on the sample, whole process, beside an interpreter that does nothing."""
    sample = folder / "sample.zcd"
    given = places.data("resources") / "sample" / "answers.json"
    base = [sys.executable, "-m", "zcdesk"]
    subprocess.run([*base, "new", str(sample), "--answers", str(given)], check=True, capture_output=True)
    compute = [*base, "compute", str(sample), "--json"]

    def run(command: list[str]) -> Callable[[], object]:
        return lambda: subprocess.run(command, capture_output=True, check=False)

    run(compute)()
    took = median(clock(run(compute)) for _ in range(7))
    bare = median(clock(run([sys.executable, "-c", "pass"])) for _ in range(7))
    return [
        Row(
            "zcdesk compute 示例 on the sample, whole process", took, "python -c pass", bare, 600 * slowness()
        )
    ]


def printing(folder: Path) -> list[Row]:
    """A report of 60 pages with 10 charts, beside a bare ReportLab document of as many pages."""
    fonts = places.data("resources") / "fonts"
    ours_path, bare_path = folder / "ours.pdf", folder / "bare.pdf"
    pages = our_report(ours_path, fonts)
    took = median(clock(lambda: our_report(ours_path, fonts)) for _ in range(3))
    bare = median(clock(lambda: bare_report(bare_path, fonts, pages)) for _ in range(3))
    return [
        Row(
            f"报告 a report, {pages} pages, 10 charts",
            took,
            "bare ReportLab, as many pages",
            bare,
            3000 * slowness(),
        ),
        *_whole_file(folder, fonts),
    ]


def _whole_file(folder: Path, fonts: Path) -> list[Row]:
    """Plan, self-assessment and sustainability report of the sample, from an open project to the last byte."""
    catalogue = Catalogue(places.data("resources"), places.data("forms"))
    given = read(catalogue.resources / "sample" / "answers.json")
    made = create(catalogue, folder / "file.zcd", "bench", given.years, (), given)
    with made.file:
        pages = 0

        def printed() -> None:
            nonlocal pages
            pages = whole_file(made, folder)

        took = clock(printed)
    bare = clock(lambda: bare_report(folder / "bare-file.pdf", fonts, pages))
    what = f"申报全套 plan, self-assessment and ESG of the sample, {pages} pages"
    return [Row(what, took, "bare ReportLab, as many pages", bare, 8000 * slowness())]


def spreading(catalogue: Catalogue) -> list[Row]:
    """Ten thousand draws of two thousand lines, the tape made before, beside numpy's own normals and products."""
    run = our_draws(catalogue)
    took = median(clock(run) for _ in range(3))
    bare = median(clock(bare_draws) for _ in range(3))
    what = "蒙特卡洛 Monte Carlo, 10,000 draws x 2,000 lines"
    return [Row(what, took, "bare numpy normals and products", bare, 2000 * slowness())]


def reading(catalogue: Catalogue, folder: Path) -> list[Row]:
    """A workbook of 20,000 rows, opened as one of a stranger is."""
    data = books.large()
    bare = median(clock(lambda: books.bare(data)) for _ in range(5))
    took = median(clock(lambda: books.ours(data)) for _ in range(5))
    rows = [Row(f"打开 {books.ROWS:,} 行工作簿 a workbook opened", took, "bare calamine", bare, 3 * bare)]
    brought = read(catalogue.resources / "sample" / "answers.json")
    ledger = books.ledger()
    with create(catalogue, folder / "taking.zcd", "bench", brought.years, (), brought).file as file:
        workbench = Workbench(catalogue, file, "bench")
        books.taken(workbench, ledger)
        bare = median(clock(lambda: books.rows_of(ledger)) for _ in range(7))
        took = median(clock(lambda: books.taken(workbench, ledger)) for _ in range(7))
    bound = min(3 * bare, 2000 * slowness())
    rows.append(
        Row(f"导入 {books.ROWS:,} 行台账，核对并预览 a ledger seen", took, "bare calamine", bare, bound)
    )
    return rows


def metering(folder: Path) -> list[Row]:
    """A year of a hundred meters by quarters of an hour, read with all checks; time and memory of its own process."""
    source = folder / "meters.csv"
    source.write_text(meters.table(), encoding="utf-8")
    took, kept, memory = meters.ours(folder, source)
    bare = meters.bare(source)
    what = f"{meters.METERS} 块表 × {meters.READINGS:,} 个读数 meters read and checked"
    return [
        Row(what, took, "bare csv reader", bare, 10_000 * slowness()),
        Row("写入项目 kept in the project", kept, "", 0.0, None),
        Row("读时最多占内存 memory while reading", memory, "", 0.0, 600, "MB"),
    ]


def main() -> int:
    """Measure everything and print it; 1 if a bound is broken."""
    catalogue = Catalogue(places.data("resources"), places.data("forms"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*recomputation(catalogue), *editing(catalogue, folder), *steel(catalogue, folder)]
        rows += judging(catalogue, folder)
        rows += [*starting(folder), *processes(folder), *printing(folder)]
        rows += spreading(catalogue)
        rows += reading(catalogue, folder)
        rows += metering(folder)
        rows += [Row(*each) for each in desk.measured(folder, slowness())]
    for row in rows:
        bound = "" if row.bound is None else f"，上限 bound {row.bound:,.1f}"
        ratio = f"{row.took / row.reference:,.1f} x" if row.reference else ""
        verdict = "" if row.holds else "  ✗ 超出 broken"
        print(
            f"{row.what}: {row.took:,.1f} {row.unit}{bound}；"
            f"{row.beside}: {row.reference:,.1f} {row.unit}；{ratio}{verdict}",
            flush=True,
        )
    passed = sum(row.holds for row in rows)
    print(f"{passed} passed, {len(rows) - passed} failed")
    return 0 if passed == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
