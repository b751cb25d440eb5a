"""Bad facts in the sample factory: each is a finding with its clause, and no verdict that rests on it stays met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.domain.change import EvidenceChange
from zcdesk.domain.document import Paragraph, Table
from zcdesk.domain.evidence import GONE
from zcdesk.workbench.beginning import rehearse
from zcdesk.workbench.evidence.filing import take_away
from zcdesk.workbench.handed_out.documents import document
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


def printed(bench: Workbench, id_: str, scheme: str = "") -> tuple[list[str], dict[str, str]]:
    """What is told as a warning, and the verdicts of the gate sheet."""
    blocks = document(bench, id_, bench.project.years[-1], "zh", "2026-11-28", scheme).blocks
    tables = [each for each in blocks if isinstance(each, Table)]
    told = [each.text for each in blocks if isinstance(each, Paragraph) and each.tone == "warning"]
    told += [text for each in tables for text, tone in each.notes if tone == "warning"]
    sheet = next((each for each in tables if "逐项核对" in each.title), None)
    rows = sheet.rows if sheet is not None else ()
    return told, {row.cells[0].text: row.cells[4].text for row in rows if len(row.cells) > 4}


def test_a_broken_rule_is_printed_with_its_clause_where_the_verdict_falls(sample: Workbench) -> None:
    start = sample.file.head
    added(sample, "HX-77")
    added(sample, "HX-77")
    for id_ in ("zero-carbon-plan", "zero-carbon-self"):
        told, verdicts = printed(sample, id_)
        (twice,) = [each for each in told if "核销编号" in each]
        assert "622号" in twice
        assert verdicts["K2"] == "规则不满足"
    assert [each for each in printed(sample, "esg")[0] if "核销编号" in each] == [twice]
    sample.restore(start, "回到原来")
    assert [each for each in printed(sample, "zero-carbon-plan")[0] if "核销编号" in each] == []


def test_a_call_that_is_over_is_printed_with_its_day(sample: Workbench) -> None:
    told, verdicts = printed(sample, "scheme-self", "cn.shanghai.zero-carbon-unit")
    (over,) = [each for each in told if "2025-05-20" in each]
    assert "没有写明" in over
    assert set(verdicts.values()) == {"办法已过期"}


def test_evidence_that_was_cited_and_is_taken_away_fells_the_verdict(sample: Workbench) -> None:
    def k3() -> tuple[str, str, tuple[str, ...]]:
        found = sample.judge("cn.zero-carbon-factory", "2026").assessed(YEAR)
        level = next(each for each in found if each.criterion.id == "k3").levels[0]
        return level.verdict, level.because, level.by

    start = sample.file.head
    assert k3()[0] == "met"
    lost = take_away(sample, "E-012")
    assert lost > 12  # months of several quantities
    assert k3() == ("unknown", "evidence", ("E-012",))
    gone = [each for each in sample.findings(YEAR) if each.code == "scheme_evidence_gone"]
    assert len(gone) == len({(each.place.quantity, each.place.row) for each in gone if each.place}) < lost
    assert all("E-012" in sample.say(each).zh for each in gone)
    told, verdicts = printed(sample, "zero-carbon-self")
    assert verdicts["K3"] == "证据已撤"
    assert [each for each in told if "E-012" in each]
    months = {
        place: replace(answer, evidence=(Cite("E-013"),))
        for place, answer in sample.project.answers.items()
        if f"{GONE}{place}" in sample.project.settings
    }
    sample.set_answers(months)  # another piece of evidence for each
    assert k3()[0] == "met"
    sample.restore(start, "回到原来")
    assert k3()[0] == "met"


def test_a_file_that_is_cited_and_not_there_is_printed_as_lacking(sample: Workbench) -> None:
    start = sample.file.head
    sample.commit("撤下", [EvidenceChange("E-012", sample.project.evidence["E-012"], None)])
    blocks = document(sample, "zero-carbon-plan", YEAR, "zh", "2026-11-28").blocks
    rows = [row for each in blocks if isinstance(each, Table) for row in each.rows]
    (filed,) = [row for row in rows if len(row.cells) == 7 and row.cells[5].text == "E-012"]
    assert (filed.cells[1].text, filed.cells[6].mark) == ("（已撤下）", "unmet")
    sample.restore(start, "回到原来")
