"""Whatever is accepted, restated, taken back or opened anew: what was sealed is recomputed digit by digit."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CATALOGUE
from tests.workbench.changing import newer, plant, total
from zcdesk.exchange import results
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.issues import Issue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import holding
from zcdesk.workbench.handed_out.verifying import verify
from zcdesk.workbench.printing.printing import pinned, results_of
from zcdesk.workbench.updates import editions, factor_updates
from zcdesk.workbench.updates.proposing import accept
from zcdesk.workbench.workbench import Workbench, now

FRONT = "cn.fuels.gbt32151-2024"
STEPS = ("content", "front", "edition", "restate", "undo", "redo", "seal", "old", "new")


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalogue, Catalogue]:
    fresh = newer(tmp_path_factory.mktemp("packs"))
    return Catalogue(CATALOGUE.resources, CATALOGUE.forms), fresh


def seal(bench: Workbench) -> None:
    """Record the report of 2023 as sealed without printing it."""
    held = bench.inventories()
    digest, pins = (
        results.digest(results_of(bench.catalogue, bench.project, held)),
        pinned(bench.project, held),
    )
    holding.keep_sealed(bench.file, bench.catalogue, pins)
    bench.file.record_issue(
        Issue("inventory:2023", "zh", "0" * 64, digest, bench.file.head, now(), "lin", "{}", pins)
    )


def do(bench: Workbench, step: str) -> None:
    """One step, where there is anything to do."""
    if step == "content" and factor_updates.pending(bench):
        accept(bench, factor_updates.propose(bench, factor_updates.pending(bench)), step)
    elif step == "front" and FRONT not in holding.own_sets(bench.catalogue, bench.project.methods()):
        accept(bench, factor_updates.propose(bench, [FRONT]), step)
    elif step == "edition":
        (pin,) = bench.project.methods()
        accept(bench, editions.propose(bench, "cn.food", "2024" if pin.edition == "2015" else "2015"), step)
    elif step == "restate" and "2023" in holding.kept_years(bench.project):
        accept(bench, factor_updates.propose(bench, [], ["2023"]), step)
    elif step == "undo" and len(bench.history.done) > 2:  # not the plant itself
        bench.undo()
    elif step == "redo" and bench.history.can_redo:
        bench.redo()
    elif step == "seal":
        seal(bench)


@pytest.mark.slow
@settings(max_examples=12)
@given(st.lists(st.sampled_from(STEPS), min_size=3, max_size=9))
def test_sealed_reports_hold_through_any_sequence_of_steps(
    packs: tuple[Catalogue, Catalogue], steps: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "food.zcd"
        plant(path).file.close()
        catalogue = packs[0]
        for step in ("seal", *steps):
            if step in ("old", "new"):
                catalogue = packs[step == "new"]
            fresh = Catalogue(
                catalogue.resources, catalogue.forms
            )  # knows nothing of what was taken in before
            fresh.__dict__.update({k: v for k, v in catalogue.__dict__.items() if k != "_taken"})
            with ProjectFile.open(path, "lin") as file:
                bench = Workbench(fresh, file, "lin")
                kept = "2023" in holding.kept_years(bench.project)
                before = total(bench)
                do(bench, step)
                assert holding.lacking(fresh, bench.project) == ()
                assert all(check.holds for check in verify(bench))
                if kept and step in ("content", "front", "old", "new", "seal"):
                    assert total(bench) == before
