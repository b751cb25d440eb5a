"""Every followed scheme judged again after an edit of a large plant, beside the totals of the same edit alone."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from tests.bench.large import YEARS, changes
from zcdesk.calc.inventory import totals
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.following import follow
from zcdesk.workbench.workbench import Workbench, pin_of

FOLLOWED = (
    "cn.zero-carbon-factory", "cn.jiangsu.zero-carbon-factory", "cn.suzhou.near-zero-carbon-factory",
    "cn.green-factory",
)  # fmt: skip
SAID = {
    "ready.applicant": "manufacturer", "ready.above_scale": "yes", "ready.strategy": "yes", "ready.accounting": "yes",
}  # fmt: skip


def measured(catalogue: Catalogue, folder: Path, rows: int) -> tuple[float, float, float]:
    """Median and worst of sixty edits to totals and verdicts, and the median to totals alone. [ms]"""
    with ProjectFile.create(folder / "schemes.zcd", "bench") as file:
        bench = Workbench(catalogue, file, "bench")
        bench.commit("large", changes(rows, pin_of(catalogue, "cn.machinery")))
        bench.pin(pin_of(catalogue, "cn.energy-balance"))
        bench.commit("said", [AnswerChange(Place(id_), None, Answer(text)) for id_, text in SAID.items()])
        for id_ in FOLLOWED:
            follow(bench, id_)
        _edit(bench, 0, rows)
        edits = [_edit(bench, turn, rows) for turn in range(1, 61)]
    full = [whole for whole, _ in edits]
    return median(full), max(full), median(bare for _, bare in edits)


def _edit(bench: Workbench, turn: int, rows: int) -> tuple[float, float]:
    """A fuel, a month of the meter or a yes or no, in turn: until all verdicts of the latest year, until the totals."""
    place, text = (
        (Place("fuel.amount", f"F{turn * 5 % rows + 1:03d}", f"2025-{turn % 12 + 1:02d}"), f"{turn}.25"),
        (Place("power.grid", "", f"2025-{turn % 12 + 1:02d}"), f"{1000 + turn}"),
        (Place("ready.accounting"), "no" if turn % 2 else "yes"),
    )[turn % 3]
    start = time.perf_counter()
    bench.set_answer(place, text, "MWh" if place.quantity == "power.grid" else "")
    for inventory in bench.inventories().values():
        totals(inventory, YEARS[-1])
    counted = time.perf_counter()
    for scheme in bench.followed():
        judged = bench.judge(scheme.scheme.method.id, scheme.scheme.method.edition)
        judged.assessed(YEARS[-1])
        judged.scores(YEARS[-1])
        judged.findings(YEARS[-1])
    return (time.perf_counter() - start) * 1000, (counted - start) * 1000
