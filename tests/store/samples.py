"""Values to store: small ones by hand, arbitrary ones by hypothesis."""

from __future__ import annotations

from array import array
from pathlib import Path

from hypothesis import strategies as st
from peewee import SqliteDatabase

from zcdesk.domain.answer import STANDINGS, Answer, Cite, Place
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    TaskChange,
    YearsChange,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Project, Row
from zcdesk.domain.series import KINDS, STEPS, Series, pack
from zcdesk.domain.task import TASK_STATES, WEIGHTS, Task
from zcdesk.store import schema
from zcdesk.store.issues import Issue
from zcdesk.store.project_file import ProjectFile


def schema_made() -> frozenset[schema.Entry]:
    """What ``sqlite_schema`` of a new project says."""
    database = SqliteDatabase(":memory:")
    with database:
        schema.create(database)
        return schema.found(schema.raw(database))


AT = "2026-03-01T08:00:00.000000Z"

# every character that a file can hold: NUL, line ends, quotes, private and unassigned ones, but no half surrogates
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.sampled_from(["a", "b", "c.d"]) | texts
cites = st.builds(Cite, texts, texts)
answers = st.builds(
    Answer,
    texts,
    texts,
    st.sampled_from(STANDINGS),
    texts,
    st.lists(cites, max_size=2).map(tuple),
    st.booleans(),
)
places = st.builds(Place, ids, ids, st.sampled_from(["", "2025", "2025-03"]))
rows = st.builds(Row, ids, texts)
evidence = st.builds(Evidence, ids, texts, texts, texts, st.integers(0, 2**40), texts, texts, texts, texts)
pins = st.builds(Pin, texts, texts, texts, texts)
series = st.builds(
    Series, ids, texts, st.sampled_from(KINDS), st.sampled_from(["power", "energy"]), texts, st.sampled_from(STEPS),
    st.datetimes().map(lambda at: at.replace(year=2024).isoformat(timespec="minutes")), st.integers(1, 40_000),
    st.integers(-9, 0), st.integers(0, 2**40), texts, texts, st.lists(cites, max_size=2).map(tuple),
)  # fmt: skip
tasks = st.builds(
    Task, ids, texts, st.sampled_from(WEIGHTS), texts, st.sampled_from(TASK_STATES), *([texts] * 13)
)
years = st.lists(texts, max_size=3).map(tuple)

changes = st.one_of(
    st.builds(AnswerChange, places, st.none() | answers, st.none() | answers),
    st.builds(RowChange, ids, st.none() | rows, st.none() | rows),
    st.builds(EvidenceChange, ids, st.none() | evidence, st.none() | evidence),
    st.builds(PinChange, ids, st.none() | pins, st.none() | pins),
    st.builds(SettingChange, ids, st.none() | texts, st.none() | texts),
    st.builds(YearsChange, years, years),
    st.builds(SeriesChange, ids, st.none() | series, st.none() | series),
    st.builds(TaskChange, ids, st.none() | tasks, st.none() | tasks),
)
edits = st.builds(
    Edit, texts, st.lists(changes, max_size=4).map(tuple), texts, texts, st.integers(0, 9), st.integers(0, 9)
)


def put(project: Project, quantity: str, text: str, label: str = "填写") -> Edit:
    """The edit that answers one quantity."""
    place = Place(quantity)
    change = AnswerChange(place, project.answers.get(place), Answer(text, "t"))
    return Edit(label, (change,), "李工", AT)


def every_kind(digest: str, size: int) -> Edit:
    """An edit with a change of each kind; the digest is of a content that is stored already."""
    item = Evidence(
        "E-001", "发票.pdf", "invoice", "application/pdf", size, digest, "三月发票", "2025-03-31", "供气公司"
    )
    answer = Answer("12.5", "万Nm³", "given", "按表", (Cite("E-001", "1-2"), Cite("E-001")), True)
    pin = Pin("method", "cn.machinery", "2015", "ab" * 32)
    parts: tuple[Change, ...] = (
        YearsChange((), ("2024", "2025")),
        PinChange(pin.key, None, pin),
        RowChange("F01", None, Row("F01", "fuel")),
        RowChange("F02", None, Row("F02", "fuel")),
        RowChange("F02", Row("F02", "fuel"), None),
        EvidenceChange("E-001", None, item),
        AnswerChange(Place("fuel.amount", "F01", "2025-03"), None, answer),
        AnswerChange(Place("heat"), None, Answer("", standing="none")),
        SettingChange("report.language", None, "zh"),
    )
    return Edit("整体填写", parts, "李工", AT)


READINGS = array("q", [1250, 1300, -(2**63), 990]).tobytes()


def with_series(file: ProjectFile, id_: str = "S-001", evidence: str = "") -> Edit:
    """Keep four readings, one of them missing, and give the edit that makes a series of them."""
    stored = file.add_evidence_bytes(pack(READINGS), "M1")
    made = Series(
        id_, "M1", "pv", "energy", "kWh", 15, "2024-01-01T00:00", 4, -2, stored.size, stored.digest, "屋顶",
        (Cite(evidence, "2024"),) if evidence else (),
    )  # fmt: skip
    return Edit("表计", (SeriesChange(id_, file.project.series.get(id_), made),), "李工", AT)


PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


def issue(edit: int, document: str = "emission_report") -> Issue:
    """An issued report after that edit."""
    return Issue(document, "zh", "aa" * 32, "bb" * 32, edit, AT, "李工", '{"A1":"total.co2e"}', "[]")


def full(path: Path, steps: int = 12) -> Project:
    """Make a file with every kind of thing in it, and give the project that it holds."""
    with ProjectFile.create(path, "李工") as file:
        stored = file.add_evidence_bytes(PDF, "发票.pdf")
        file.commit(every_kind(stored.digest, stored.size))
        for number in range(steps):
            file.commit(put(file.project, f"q{number % 5}", str(number)))
        return file.project
