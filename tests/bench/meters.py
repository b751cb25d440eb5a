"""A year of a hundred meters every quarter of an hour: read with all checks and packed, beside the bare csv reader."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

METERS, READINGS = 100, 35_040

_OURS = """
import json, resource, sys, time
from pathlib import Path
from zcdesk import places
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.series import taking as series_taking
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.workbench import Workbench

source, path = Path(sys.argv[1]), Path(sys.argv[2])
catalogue = Catalogue(places.data("resources"), places.data("forms"), None)
with ProjectFile.create(path, "") as file:
    bench = Workbench(catalogue, file, "")
    start = time.perf_counter()
    data = source.read_bytes()
    seen = series_taking.preview(bench, data, source.name, Options(told={"kind": "load"}))
    took = time.perf_counter() - start
    assert seen.count("new") == int(sys.argv[3]), seen.notes
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    series_taking.READER.accept(bench, seen, data, source.name)
    kept = time.perf_counter() - start
print(json.dumps([took * 1000, kept * 1000, memory]))
"""


def table() -> str:
    """A line a moment and meter, the meters one after the other."""
    begin = datetime(2024, 1, 1)  # noqa: DTZ001
    times = [f"{begin + timedelta(minutes=15 * n):%Y-%m-%d %H:%M}" for n in range(READINGS)]
    out = io.StringIO()
    out.write("时间,表号,电量(kWh)\n")
    for meter in range(METERS):
        out.writelines(
            f"{at},M{meter:03d},{(n * 7919 + meter * 13) % 90_000 / 100:.2f}\n" for n, at in enumerate(times)
        )
    return out.getvalue()


def ours(folder: Path, source: Path) -> tuple[float, float, float]:
    """Time of reading with checks, time of keeping [ms], and the most memory of that process [MB]."""
    words = [sys.executable, "-c", _OURS, str(source), str(folder / "meters.zcd"), str(METERS)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    took, kept, memory = json.loads(done.stdout)
    return took, kept, memory


def bare(source: Path) -> float:
    """The same lines through the bare csv reader, their numbers as floats. [ms]"""
    start = time.perf_counter()
    with source.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        count = sum(float(row[2]) >= 0 for row in rows)
    assert count == METERS * READINGS
    return (time.perf_counter() - start) * 1000
