"""What was judged and sealed by a scheme is recomputed for ever, though its rules are others, or gone, by now."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from zcdesk.calc.readiness import Readiness
from zcdesk.domain.change import AnswerChange
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import following, holding
from zcdesk.workbench.beginning import rehearse
from zcdesk.workbench.counting import inventories_at
from zcdesk.workbench.handed_out import sealed_verdicts
from zcdesk.workbench.handed_out.documents import print_document
from zcdesk.workbench.handed_out.verifying import Check, verify
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.schemes import following_news
from zcdesk.workbench.workbench import Workbench

NATIONAL, SELF = "cn.zero-carbon-factory", "zero-carbon-self"
YEAR = "2025"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its self-assessment of 2025 sealed."""
    path = tmp_path_factory.mktemp("sealed") / "a.zcd"
    made = rehearse(CATALOGUE, path, "lin")
    with made.file:
        printed = print_document(made, SELF, YEAR, "zh", path.with_name("self.pdf"), seal=True)
    assert printed.issue == 1
    return path


@pytest.fixture
def path(sealed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sealed, tmp_path / "a.zcd"))


def packs(folder: Path, *changes: tuple[str, str], gone: bool = False) -> Catalogue:
    """The packs with another content of the national scheme, or without it."""
    resources = folder / "packs" / "resources"
    shutil.copytree(CATALOGUE.resources, resources, ignore=shutil.ignore_patterns("fonts", "icons"))
    place = resources / "schemes" / NATIONAL / "2026" / "scheme.toml"
    if gone:
        shutil.rmtree(place.parent.parent)
        return Catalogue(resources, CATALOGUE.forms)
    text = place.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    place.write_text(text, encoding="utf-8")
    return Catalogue(resources, CATALOGUE.forms)


STRICTER = (
    'formula = "national.physical / energy.power_used"',
    'formula = "0 * national.physical / energy.power_used"',
)
REWORDED = ('en = "Emissions per energy"', 'en = "Emissions by energy"')
WITHDRAWN = (
    'issued = "2026-07-13"',
    'issued = "2026-07-13"\nwithdrawn = "2026-07-14"\nsuccessor = "cn.next@2027"',
)


def codes(bench: Workbench) -> list[str]:
    return [each.code for each in bench.findings(YEAR) if each.code.startswith("scheme_")]


def verdicts(found: Readiness) -> dict[str, str]:
    return {each.criterion.id: each.verdict for each in found.assessed(YEAR)}


def held(bench: Workbench) -> list[Check]:
    found = verify(bench)
    assert [each.words.zh for each in found if not each.holds] == []
    return [each for each in found if "重算结果逐位相同" in each.words.zh]


def test_the_content_of_a_followed_scheme_lies_in_the_file(path: Path) -> None:
    with ProjectFile.open(path, read_only=True) as file:
        pin = file.project.pins[f"scheme:{NATIONAL}"]
        assert file.evidence_bytes(pin.digest) == CATALOGUE.schemes.packed(NATIONAL, "2026")
        assert file.verify() == ()
        (issue,) = file.issues()
        assert issue.document == f"{SELF}@{NATIONAL}:2026:{YEAR}"


def test_other_rules_leave_nothing_judged_until_they_are_taken_up(path: Path, tmp_path: Path) -> None:
    with ProjectFile.open(path, "lin") as file:
        before = verdicts(Workbench(CATALOGUE, file).judge(NATIONAL, "2026"))
    assert before["k3"] == "met"
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(packs(tmp_path, STRICTER), file, "lin")
        assert codes(bench) == ["scheme_changed"]
        assert set(verdicts(bench.judge(NATIONAL, "2026")).values()) == {"unknown"}
        assert len(held(bench)) == 1
        (k3,) = following_news.preview(bench, NATIONAL, "", YEAR)  # nothing else reads that share
        assert k3.id == "k3"
        following.follow(bench, NATIONAL)
        assert codes(bench) == []
        assert verdicts(bench.judge(NATIONAL, "2026")) == {**before, "k3": "not_met"}
        assert len(held(bench)) == 1  # though the content of then is no longer the one that counts
        bench.undo()
        assert codes(bench) == ["scheme_changed"]


def test_other_words_take_nothing_away(path: Path, tmp_path: Path) -> None:
    with ProjectFile.open(path, "lin") as file:
        before = verdicts(Workbench(CATALOGUE, file).judge(NATIONAL, "2026"))
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(packs(tmp_path, REWORDED), file, "lin")
        assert codes(bench) == ["scheme_reworded"]
        found = bench.judge(NATIONAL, "2026")
        assert verdicts(found) == before
        assert found.compiled.scheme.method.lines["national.intensity"].words.en == "Emissions per energy"
        assert len(held(bench)) == 1


def test_a_withdrawal_that_came_with_an_update_is_told_with_its_day(path: Path, tmp_path: Path) -> None:
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(packs(tmp_path, WITHDRAWN), file, "lin", lambda: "2026-12-01T00:00:00.000000Z")
        assert codes(bench) == ["scheme_withdrawn"]
        (finding,) = [each for each in bench.findings(YEAR) if each.code == "scheme_withdrawn"]
        assert dict(finding.details)["day"] == "2026-07-14"
        assert set(verdicts(bench.judge(NATIONAL, "2026")).values()) == {"unknown"}
        assert len(held(bench)) == 1


def test_a_scheme_that_is_gone_is_recomputed_from_the_file(path: Path, tmp_path: Path) -> None:
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(packs(tmp_path, gone=True), file, "lin")
        assert codes(bench) == ["scheme_lost"]
        assert set(verdicts(bench.judge(NATIONAL, "2026")).values()) == {"unknown"}
        assert len(held(bench)) == 1
        following.drop(bench, NATIONAL)
        assert len(held(bench)) == 1


def test_an_answer_that_was_changed_below_the_seal_is_seen(path: Path) -> None:
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(CATALOGUE, file, "lin")
        (issue,) = file.issues()
        past = holding.as_sealed(file.state_at(issue.edit), issue.pins)
        place = next(each for each in past.answers if each.quantity == "ready.strategy")
        answers = {**past.answers}
        del answers[place]
        other = replace(past, answers=answers)
        found = sealed_verdicts.digest(
            bench.catalogue, other, inventories_at(bench.catalogue, other), issue.document, issue.at[:10]
        )
        assert found != issue.result_digest


def test_only_a_followed_scheme_is_sealed(path: Path, tmp_path: Path) -> None:
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(CATALOGUE, file, "lin")
        following.drop(bench, NATIONAL)
        with pytest.raises(Refused, match="scheme_not_followed"):
            print_document(bench, SELF, YEAR, "zh", tmp_path / "b.pdf", seal=True)
        assert not (tmp_path / "b.pdf").exists()


def test_what_is_missing_keeps_a_document_from_its_seal(path: Path, tmp_path: Path) -> None:
    with ProjectFile.open(path, "lin") as file:
        bench = Workbench(CATALOGUE, file, "lin")
        place = next(each for each in bench.project.answers if each.quantity == "fuel.amount")
        bench.commit("x", [AnswerChange(place, bench.project.answers[place], None)])
        year = place.period[:4]
        with pytest.raises(Refused, match="not_ready") as refused:
            print_document(bench, SELF, year, "zh", tmp_path / "c.pdf", seal=True)
        assert refused.value.findings
        assert not list(tmp_path.glob("*.pdf*"))
