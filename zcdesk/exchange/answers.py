"""Answers from a JSON file: schema ``zcdesk.answers/1``, documented in ``resources/schema/answers-1.json``."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import Path
from typing import Literal

import msgspec

from zcdesk.domain.answer import Answer, Cite, Place, is_period, writable
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project, Row
from zcdesk.domain.record import dataclass
from zcdesk.domain.uncertainty import grade_key
from zcdesk.exchange import misread

SCHEMA = "zcdesk.answers/1"
LARGEST = 64 * 1024 * 1024
"""Size of an answers file that is still read. [bytes]"""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width letters, digits and signs to the plain ones: ``ＭＷｈ`` is ``MWh``."""

_ROW_ID = re.compile(r"[A-Z]\d{2,3}")
_EVIDENCE_ID = re.compile(r"E-\d{3,4}")


class AnswersError(Exception):
    """An answers file that cannot be taken as a whole.

    Attributes
    ----------
    findings : tuple of Finding
        What is wrong and where in the file; the words are those of the codes.
    """

    project: Project = Project()
    """The state of the project that the findings speak of, so that places can be named."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{item.code} {dict(item.details)}" for item in findings))
        self.findings = findings


class _Strict(msgspec.Struct, forbid_unknown_fields=True):
    pass


class _Cite(_Strict):
    id: str
    pages: str = ""


class _Answer(_Strict):
    quantity: str
    value: str = ""
    row: str = ""
    period: str = ""
    unit: str = ""
    standing: Literal["given", "default", "none"] = "given"
    note: str = ""
    evidence: tuple[_Cite, ...] = ()
    illustrative: bool = False
    grade: str = ""


class _Row(_Strict):
    id: str
    table: str


class _Evidence(_Strict):
    id: str
    file: str
    kind: str = "other"
    title: str = ""
    date: str = ""
    issuer: str = ""


class _Method(_Strict):
    id: str
    edition: str = ""


class _Project(_Strict):
    years: tuple[str, ...] = ()
    methods: tuple[_Method, ...] = ()
    schemes: tuple[_Method, ...] = ()
    settings: dict[str, str] = {}


class _File(_Strict):
    schema: str
    project: _Project = msgspec.field(default_factory=_Project)
    rows: tuple[_Row, ...] = ()
    evidence: tuple[_Evidence, ...] = ()
    answers: tuple[_Answer, ...] = ()


_FIELDS = {
    where: tuple(field.name for field in msgspec.structs.fields(kind))
    for where, kind in (
        ("$", _File),
        ("$.project", _Project),
        ("$.project.methods[]", _Method),
        ("$.project.schemes[]", _Method),
        ("$.rows[]", _Row),
        ("$.evidence[]", _Evidence),
        ("$.answers[]", _Answer),
        ("$.answers[].evidence[]", _Cite),
    )
}


@dataclass(frozen=True, slots=True)
class EvidenceToBring:
    """A piece of evidence named in the file: where its bytes are, and what is said of it."""

    id: str
    path: Path
    kind: str
    title: str
    date: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What an answers file says.

    Attributes
    ----------
    file : str
        Name of the file, for messages.
    years : tuple of str
    methods : tuple of (str, str)
        Method ids with edition; ``""`` for the newest.
    schemes : tuple of (str, str)
        The same of the schemes that are followed.
    settings : dict
    rows : tuple of Row
    evidence : tuple of EvidenceToBring
    answers : tuple of (Place, Answer)
        In the order of the file; each place once.
    """

    file: str = ""
    years: tuple[str, ...] = ()
    methods: tuple[tuple[str, str], ...] = ()
    schemes: tuple[tuple[str, str], ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    evidence: tuple[EvidenceToBring, ...] = ()
    answers: tuple[tuple[Place, Answer], ...] = ()


def read(path: Path) -> Answers:
    """Read and check an answers file.

    Raises
    ------
    AnswersError
        If it cannot be read, is not JSON of the schema, or says a thing twice. Whether quantities exist and numbers
        can be used is for the workbench to judge.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise AnswersError(_wrong("file_too_large", path, size=str(size), most=str(LARGEST)))
        content = path.read_bytes()
    except OSError as bad:
        raise AnswersError(_wrong("file_unreadable", path, why=bad.strerror or str(bad))) from bad
    return parse(content, path)


def parse(content: bytes, path: Path) -> Answers:
    """The same from bytes; `path` is named in messages, and evidence is found beside it."""
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    looks = misread.encoding(content)
    if looks is not None:
        raise AnswersError(_wrong(looks[0], path, **looks[1]))
    try:
        file = msgspec.json.decode(content, type=_File)
    except msgspec.ValidationError as bad:
        code, details = misread.shape(str(bad), _FIELDS)
        raise AnswersError(_wrong(code, path, **details)) from bad
    except (msgspec.DecodeError, RecursionError) as bad:
        code, details = misread.syntax(content, str(bad))
        raise AnswersError(_wrong(code, path, **details)) from bad
    if file.schema != SCHEMA:
        raise AnswersError(_wrong("json_schema", path, found=file.schema, wanted=SCHEMA))
    wrong = [*_rows(file, path), *_evidence(file, path), *_places(file, path), *_years(file, path)]
    if wrong:
        raise AnswersError(*wrong)
    folder = path.parent
    return Answers(
        file=path.name,
        years=tuple(sorted(file.project.years)),
        methods=tuple((method.id, method.edition) for method in file.project.methods),
        schemes=tuple((scheme.id, scheme.edition) for scheme in file.project.schemes),
        settings=file.project.settings
        | {grade_key(_place(item)): item.grade for item in file.answers if item.grade},
        rows=tuple(Row(row.id, row.table) for row in file.rows),
        evidence=tuple(
            EvidenceToBring(item.id, folder / item.file, item.kind, item.title, item.date, item.issuer)
            for item in file.evidence
        ),
        answers=tuple((_place(item), _answer(item)) for item in file.answers),
    )


def _place(item: _Answer) -> Place:
    return Place(item.quantity, item.row, item.period)


def _answer(item: _Answer) -> Answer:
    cites = tuple(Cite(cite.id, cite.pages) for cite in item.evidence)
    text = writable(item.value) if item.standing == "given" else ""
    return Answer(
        text, item.unit.translate(_WIDE).strip(), item.standing, writable(item.note), cites, item.illustrative
    )


def _wrong(code: str, path: Path, **details: str) -> Finding:
    return Finding(code, "error", None, (("file", path.name), *details.items()))


def _rows(file: _File, path: Path) -> list[Finding]:
    seen: set[str] = set()
    found: list[Finding] = []
    for index, row in enumerate(file.rows):
        where = f"$.rows[{index}]"
        if not _ROW_ID.fullmatch(row.id):
            found.append(_wrong("row_id", path, where=where, id=row.id))
        if row.id in seen:
            found.append(_wrong("stands_twice", path, where=where, id=row.id))
        seen.add(row.id)
    return found


def _evidence(file: _File, path: Path) -> list[Finding]:
    seen: set[str] = set()
    found: list[Finding] = []
    for index, item in enumerate(file.evidence):
        where = f"$.evidence[{index}]"
        if not _EVIDENCE_ID.fullmatch(item.id):
            found.append(_wrong("evidence_id", path, where=where, id=item.id))
        if item.id in seen:
            found.append(_wrong("stands_twice", path, where=where, id=item.id))
        seen.add(item.id)
        inner = Path(item.file)
        if (
            not item.file
            or inner.is_absolute()
            or ".." in inner.parts
            or "\\" in item.file
            or "\0" in item.file
        ):
            found.append(_wrong("evidence_path", path, where=where, name=item.file[:80]))
    return found


def _places(file: _File, path: Path) -> list[Finding]:
    seen: dict[Place, int] = {}
    found: list[Finding] = []
    for index, item in enumerate(file.answers):
        place = _place(item)
        where = f"$.answers[{index}]"
        if place in seen:
            found.append(_wrong("stands_twice", path, where=where, id=str(place)))
        seen[place] = index
        if item.standing == "given" and not item.value.strip():
            found.append(_wrong("blank_answer", path, where=where, id=str(place)))
        if not is_period(item.period):
            found.append(_wrong("period_text", path, where=where, id=item.period[:20]))
    return found


def _years(file: _File, path: Path) -> list[Finding]:
    years = file.project.years
    found = [
        _wrong("year_text", path, id=year[:20]) for year in years if not re.fullmatch(r"(?:19|20)\d\d", year)
    ]
    if len(set(years)) != len(years):
        found.append(_wrong("stands_twice", path, where="$.project.years", id="、".join(years)))
    return found
