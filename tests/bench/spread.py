"""Two thousand lines, each with a meter of its own, sharing the factors of four fuels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.bench.large import project
from zcdesk.calc.taping import Taped
from zcdesk.calc.uncertainty import Assessment, assess
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.workbench import inventory_of, pin_of

LINES, DRAWS = 2000, 10_000


def our_draws(catalogue: Catalogue) -> Callable[[], Assessment | None]:
    """What draws and sums up every line: the assessment, from the tape on."""
    pin = pin_of(catalogue, "cn.machinery")
    held = project(LINES, pin, ("2025",))
    taped = Taped(inventory_of(catalogue, held, pin), catalogue.grading)
    lines = [("fuel.co2", row.id) for row in held.rows_of("fuel")]

    def run() -> Assessment | None:
        found = assess(taped, "total.location", lines, "2025", draws=DRAWS)
        assert found is not None
        assert len(found.lines) == LINES
        return found

    run()
    return run


def bare_draws() -> float:
    """As many normals, each times three shared ones, added up; nothing is kept of a line."""
    random = np.random.default_rng(1)
    shared = [random.standard_normal(DRAWS) for _ in range(3)]
    total = np.zeros(DRAWS)
    for _ in range(LINES):
        line = 1 + 0.01 * random.standard_normal(DRAWS)
        for factor in shared:
            line = line * factor
        total += line
    return float(total.std())
