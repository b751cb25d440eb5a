"""Readings of meters in a verification package: all of them, and the months that were taken, summed by a stranger."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.workbench.test_feeding import bench, take  # noqa: F401
from tests.workbench.test_packaging import CHECK
from zcdesk.workbench.handed_out.packaging import write_package
from zcdesk.workbench.series import feeding
from zcdesk.workbench.workbench import Workbench


def test_the_months_taken_from_meters_are_summed_again(bench: Workbench, tmp_path: Path) -> None:  # noqa: F811
    take(bench, "关口表 功率(kW)", ["5.1"] * 31 * 96)  # 31 * 24 * 5.1 = 3794.4 kWh
    feeding.accept(bench, feeding.preview(bench, "2024"))
    made = write_package(bench, tmp_path / "p.zip")
    with zipfile.ZipFile(made.path) as held:
        held.extractall(tmp_path / "p")
    told = json.loads((tmp_path / "p" / "series.json").read_text(encoding="utf-8"))
    (series,), (fed,) = told["series"], told["fed"]
    assert (fed["place"], fed["kwh"], fed["way"]) == (["power.grid", "", "2024-03"], "3794.4", "")
    assert fed["series"] == [series["id"]]
    path = tmp_path / "p" / series["file"]
    assert path.read_text(encoding="utf-8").splitlines()[1] == "2024-03-01 00:00,关口表 功率,5.1,kW"
    assert (tmp_path / "p" / "evidence" / "E-001-m.csv").is_file()
    assert CHECK.meters(CHECK.Package(tmp_path / "p"), lambda text: 1) == (0, 1)
    assert CHECK.main([str(tmp_path / "p")]) == 0
    path.write_text(
        path.read_text(encoding="utf-8").replace(",5.1,", ",5.2,", 1), encoding="utf-8", newline="\n"
    )
    assert CHECK.meters(CHECK.Package(tmp_path / "p"), lambda text: 1) == (1, 1)
    assert CHECK.main([str(tmp_path / "p")]) == 1
