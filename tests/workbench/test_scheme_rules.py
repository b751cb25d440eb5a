"""Bad facts in the sample factory: each is a finding with its clause, and no verdict that rests on it stays met."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.workbench.beginning import rehearse
from zcdesk.workbench.workbench import Workbench

YEAR = "2025"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    made = rehearse(CATALOGUE, tmp_path_factory.mktemp("rules") / "s.zcd", "lin")
    with made.file:
        yield made


def k2(bench: Workbench) -> tuple[str, str, tuple[str, ...]]:
    found = next(
        each
        for each in bench.judge("cn.zero-carbon-factory", "2026").assessed(YEAR)
        if each.criterion.id == "k2"
    )
    readings = {
        (each.levels[0].verdict, each.levels[0].because, each.levels[0].by) for each in found.readings
    }
    assert len(readings) == 1
    return readings.pop()


def added(bench: Workbench, retirement: str, retired: str = "2025-11-20") -> str:
    """One more batch of certificates of the year, on its own."""
    row = bench.add_row("gec", "甲")
    told = {
        "count": ("10", "张"), "origin": ("in_province", ""), "generated_on": ("2025-06-01", ""),
        "retired": ("yes", ""), "retired_on": (retired, ""), "retirement": (retirement, ""), "sold": ("no", ""),
    }  # fmt: skip
    bench.set_answers({Place(f"gec.{id_}", row): Answer(*text) for id_, text in told.items()})
    return row


def codes(bench: Workbench) -> dict[str, str]:
    return {
        each.code: bench.say(each).zh
        for each in bench.findings(YEAR)
        if each.code.startswith(("gec_", "green_"))
    }


def test_a_certificate_retired_twice(sample: Workbench) -> None:
    start = sample.file.head
    added(sample, "HX-77")
    assert "gec_twice" not in codes(sample)
    added(sample, "ＨＸ-77")  # the same in full-width letters
    assert "622号" in codes(sample)["gec_twice"]
    assert k2(sample) == ("unknown", "spoilt", ("gec_twice",))
    assert [
        each for each in sample.findings(YEAR) if each.code == "said_twice"
    ] == []  # told once, by the scheme
    sample.restore(start, "回到原来")
    assert "gec_twice" not in codes(sample)


def test_a_certificate_older_than_its_validity(sample: Workbench) -> None:
    start = sample.file.head
    row = added(sample, "HX-88", "2027-07-02")
    assert "有效期" in codes(sample)["gec_expired"]
    assert "gec_expired" in k2(sample)[2]
    sample.set_answer(Place("gec.retired_on", row), "2025-12-01")
    assert "gec_expired" not in codes(sample)
    sample.restore(start, "回到原来")


def test_more_green_power_than_the_grid_gave(sample: Workbench) -> None:
    start = sample.file.head
    row = added(sample, "HX-99")
    sample.set_answer(Place("gec.count", row), "9000000", "张")
    assert "下网电量" in codes(sample)["green_over"]
    assert "green_over" in k2(sample)[2]
    sample.restore(start, "回到原来")
    assert "green_over" not in codes(sample)
