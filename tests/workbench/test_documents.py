"""Documents about a scheme: what they say is what the program judged, and the files of an application are exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange
from zcdesk.domain.document import Document, Table
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import Language
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.chapters.judging import MARKS
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out import documents, submission
from zcdesk.workbench.printing.printing import document_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.tracing import figure_of
from zcdesk.workbench.schemes.readiness import readiness, skip
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
YEAR = "2025"
LOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
SCHEME = "cn.zero-carbon-factory"
IDS = tuple(documents.documents(CATALOGUE))
JUDGING = tuple(
    id_
    for id_ in IDS
    if CATALOGUE.report(id_)["scheme"] == SCHEME
    and any(block["kind"] == "gates" for block in CATALOGUE.report(id_)["block"])
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workbench]:
    """The sample factory in a file of its own, with a certificate as evidence of its green-factory listing."""
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    with made.file:
        yield made


def table(document: Document, mark: str) -> Table:
    """The table whose title has a mark such as Z1."""
    return next(each for each in document.blocks if isinstance(each, Table) and mark in each.title)


def edition() -> str:
    return max(edition for id_, edition in CATALOGUE.scheme_editions if id_ == SCHEME)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("id_", JUDGING)
def test_each_condition_stands_once_with_the_verdict_of_the_program(
    sample: Workbench, id_: str, language: Language
) -> None:
    made = documents.document(sample, id_, YEAR, language)
    judged = readiness(sample, SCHEME, edition()).assessed(YEAR)
    wanted = {
        each.criterion.number.partition(" ")[0]: each
        for each in judged
        if each.criterion.kind == "gate"
        or (each.criterion.kind == "core" and each.levels[0].level == "entry")
    }
    rows = {row.cells[0].text: row for row in table(made, "Z1").rows if row.kind != "group"}
    assert set(rows) == set(wanted)
    for number, each in wanted.items():
        mark = "open" if each.levels[0].because == "choice" else MARKS[each.verdict]
        assert rows[number].cells[4].mark == mark, number


def test_figures_are_those_of_the_emission_report_and_their_codes_lead_back(sample: Workbench) -> None:
    place = Place("site.value_added", "", YEAR)
    sample.commit("填", [AnswerChange(place, sample.project.answers.get(place), Answer("41200"))])
    report = set(document_of(sample, YEAR, "zh").codes.values())
    made = documents.document(sample, "zero-carbon-plan", YEAR, "zh")
    totals = {id_ for id_ in made.codes.values() if id_ in ("total.location@2025", "scope1.total@2025")}
    assert totals
    assert totals <= report
    judged = {code: id_ for code, id_ in made.codes.items() if id_.startswith(f"{SCHEME}@")}
    assert any("national.per_value_added" in id_ for id_ in judged.values())
    for id_ in judged.values():
        assert isinstance(figure_of(sample, id_, YEAR, "zh").result, Traced)


@pytest.mark.parametrize("id_", [id_ for id_ in IDS if CATALOGUE.report(id_)["scheme"] == SCHEME])
def test_a_document_is_printed_whole_or_not_at_all(sample: Workbench, tmp_path: Path, id_: str) -> None:
    to = tmp_path / "out" / "d.pdf"
    with pytest.raises(Refused, match="no_folder"):
        documents.print_document(sample, id_, YEAR, "zh", to)
    to.parent.mkdir()
    made = documents.print_document(sample, id_, YEAR, "zh", to)
    text = "".join(page.extract_text() for page in PdfReader(to).pages)
    assert made.pages == len(PdfReader(to).pages)
    assert "江州恒拓精密机械有限公司" in text
    assert list(to.parent.iterdir()) == [to]
    with pytest.raises(Refused, match="exists"):
        documents.print_document(sample, id_, YEAR, "zh", to)


def test_a_document_that_there_is_not_is_refused(sample: Workbench) -> None:
    with pytest.raises(Refused, match="no_document"):
        documents.document(sample, "inventory", YEAR, "zh")


def test_every_file_is_filed_once_and_exported_under_its_number(sample: Workbench, tmp_path: Path) -> None:
    judged = readiness(sample, SCHEME, edition())
    filed = submission.folders(sample, judged, YEAR, "zh")
    assert [folder.name[:2] for folder in filed] == ["00", "01", "02", "03", "04", "05"]
    present = [each for folder in filed for each in folder.files if each.present]
    ids = [each.evidence for each in present]
    assert ids
    assert len(ids) == len(set(ids))
    to = tmp_path / "申报材料"
    count = submission.export(sample, filed, to)
    written = [path for path in to.rglob("*") if path.is_file()]
    assert count == len(written) == len(present) + 1
    listed = (to / filed[0].name / "00-00 文件清单.csv").read_text(encoding="utf-8-sig")
    assert len(listed.splitlines()) == 1 + sum(len(folder.files) for folder in filed)
    assert all(each.number in listed for folder in filed for each in folder.files)
    for folder in filed:
        for each in folder.files:
            if each.present:
                held = sample.project.evidence[each.evidence].digest
                path = to / folder.name / each.name
                assert path.name.startswith(f"{each.number} ")
                assert path.read_bytes() == sample.file.evidence_bytes(held)
    with pytest.raises(Refused, match="exists"):
        submission.export(sample, filed, to)


def test_what_a_criterion_lacks_is_listed_and_the_documents_come_along(
    sample: Workbench, tmp_path: Path
) -> None:
    to = tmp_path / "files"
    held = documents.hand_in(sample, SCHEME, YEAR, "zh", to)
    papers = {path.name for path in (to / held.folders[0].name).glob("*.pdf")}
    assert {"国家级零碳工厂建设方案.pdf", "国家级零碳工厂年度自评价报告.pdf"} <= papers
    cited = {place.quantity for place, answer in sample.project.answers.items() if answer.evidence}
    for folder in held.folders:
        for each in folder.files:
            assert each.present or not each.evidence
    assert Place("power.grid", "", "2025-01").quantity in cited
    with pytest.raises(Refused, match="no_scheme"):
        documents.hand_in(sample, "nobody", YEAR, "zh", tmp_path / "other")


def test_names_are_taken_by_every_file_system() -> None:
    assert submission.safe('a/b:c*?"<>|\x00') == "a_b_c_"
    assert submission.safe(" . ") == "_"
    assert len(submission.safe("长" * 300)) == 80


@pytest.mark.parametrize("scheme", sorted({id_ for id_, _ in CATALOGUE.scheme_editions}))
def test_every_scheme_has_a_self_assessment_with_all_its_criteria(sample: Workbench, scheme: str) -> None:
    made = documents.document(sample, "scheme-self", YEAR, "zh", scheme=scheme)
    newest = max(edition for id_, edition in CATALOGUE.scheme_editions if id_ == scheme)
    held = CATALOGUE.scheme(scheme, newest).scheme
    assert held.method.words.zh in made.title
    told = {
        cell.text
        for block in made.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    }
    whole = "\n".join(told)
    for criterion in held.criteria:
        assert criterion.words.zh.translate(LOW) in whole.translate(LOW), criterion.id


def test_a_self_assessment_names_its_scheme(sample: Workbench) -> None:
    with pytest.raises(Refused, match="no_scheme"):
        documents.document(sample, "scheme-self", YEAR, "zh", scheme="nobody")


def test_gate_table_prints_why_a_criterion_was_skipped_and_keeps_what_is_not_met(sample: Workbench) -> None:
    sample.set_answers({Place("ready.green_factory"): Answer("no"), Place("ready.accounting"): None})
    skip(sample, SCHEME, "e3", "明年再报")
    skip(sample, SCHEME, "e9", "等体系办")
    made = documents.document(sample, JUDGING[0], YEAR, "zh")
    rows = {row.cells[0].text: row for row in table(made, "Z1").rows if row.kind != "group"}
    assert (rows["E3"].cells[4].text, rows["E3"].cells[4].mark) == ("未达到，已跳过", "unmet")
    assert (rows["E9"].cells[4].text, rows["E9"].cells[4].mark) == ("已跳过", "unknown")
    assert "明年再报" in rows["E3"].cells[3].text
    assert "等体系办" in rows["E9"].cells[3].text
