"""Findings as files: what goes out comes back the same, whatever the format; what is none is refused in a sentence."""

from __future__ import annotations

import json
import random

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.exchange import findings as told_as
from zcdesk.exchange.findings import HEADS, SCHEMA, Findings, NoFindings, Raised, Where, read, where_of

DOCUMENT = json.loads((places.data("resources") / "schema" / "findings-1.json").read_text(encoding="utf-8"))

RAISED = Raised(
    number="V-001", where="fuel.amount[F01]@2025-03", what="天然气 3月", weight="correction", text="=SUM(A1)：14",
    by="赵核查", at="2026-03-02", state="answered", answer="-已改", answered_by="李工", answered_at="2026-03-05",
)  # fmt: skip
FOUND = Findings(schema=SCHEMA, findings=(RAISED, Raised(text="整体不错", weight="remark", state="open")))

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)
raised = st.builds(
    Raised, number=texts, where=texts, what=texts, text=texts.filter(bool), by=texts, at=texts, answer=texts,
    weight=st.sampled_from(("correction", "question", "remark")), state=st.sampled_from(("open", "answered", "closed")),
    answered_by=texts, answered_at=texts,
)  # fmt: skip


def plain(each: Raised) -> dict[str, str]:
    """A finding with its kind and state by their ids, however they were written."""
    told = {name: getattr(each, name) for name in HEADS}
    told |= {day: told[day][:10].strip() for day in ("at", "answered_at")}  # a list has days
    return told | {
        "weight": told_as.weight_of(each.weight) or "",
        "state": told_as.state_of(each.state) or "",
    }


@given(st.lists(raised, max_size=4).map(tuple))
def test_json_and_csv_come_back_as_they_went(found: tuple[Raised, ...]) -> None:
    given_ = Findings(schema=SCHEMA, findings=found, project="ab" * 32, edits=3, plant="某厂")
    data = told_as.as_json(given_)
    jsonschema.validate(json.loads(data), DOCUMENT)
    assert read(data) == given_
    for language in ("zh", "en"):
        back = read(told_as.as_csv(given_, language))
        assert [plain(each) for each in back.findings] == [plain(each) for each in found]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_comes_back_as_it_went_and_no_formula_is_in_it(language: str) -> None:
    data = told_as.as_workbook(FOUND, language)  # type: ignore[arg-type]
    assert told_as.is_findings(data, "x.xlsx")
    assert [plain(each) for each in read(data).findings] == [plain(each) for each in FOUND.findings]
    assert b"'=SUM(A1)" in told_as.as_csv(FOUND, "zh")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_typed_by_hand_is_read_in_any_encoding(encoding: str, mark: str) -> None:
    text = (
        mark.join(("核查意见", "级别", "位置")) + "\n" + mark.join(("发票少一张", "要改正", "E-003")) + "\n"
    )
    data = text.encode(encoding)
    assert told_as.is_findings(data, "意见.csv")
    (found,) = read(data).findings
    assert (found.text, told_as.weight_of(found.weight), found.where) == ("发票少一张", "correction", "E-003")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("fuel.amount[F01]@2025-03", Where(Place("fuel.amount", "F01", "2025-03"))),
        ("site.name", Where(Place("site.name"))),
        (
            "cn.machinery@2015:scope1.total@2025",
            Where(Place("scope1.total", "", "2025"), "cn.machinery@2015"),
        ),
        (
            "cn.machinery@2015:fuel.co2[F01]@2025",
            Where(Place("fuel.co2", "F01", "2025"), "cn.machinery@2015"),
        ),
        ("E-003", Where(evidence="E-003")),
        ("E-003 # 2-4", Where(evidence="E-003", pages="2-4")),
        ("3-1 F01.7", Where(document="3-1 F01.7")),
        ("报告第 5 页", Where(document="报告第 5 页")),
        ("", Where()),
    ],
)
def test_where_a_finding_stands_is_one_short_text(text: str, where: Where) -> None:
    assert where_of(text) == where


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"schema": "zcdesk.findings/9", "findings": []}',
        b'{"schema": "zcdesk.findings/1", "findings": [{"text": 5}]}',
        b'{"schema": "zcdesk.findings/1", "findings": ' + b"[" * 100_000,
        b"%PDF-1.7",
        b"\x89PNG\r\n",
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        b"a,b\n1,2\n",
        b"\xff" * 100,
        b'"' + b"x" * 200_000,
    ],
)
def test_what_is_none_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(NoFindings) as refused:
        read(data)
    assert refused.value.words.zh.endswith("。")


def test_damage_anywhere_is_read_or_refused_and_nothing_else() -> None:
    draw = random.Random(6)
    for seed in (told_as.as_json(FOUND), told_as.as_csv(FOUND, "zh"), told_as.as_workbook(FOUND, "zh")):
        for _ in range(60):
            data = bytearray(seed)
            for _ in range(draw.randint(1, 4)):
                at = draw.randrange(len(data))
                data[at : at + draw.randint(0, 3)] = draw.randbytes(draw.randint(0, 3))
            told_as.is_findings(bytes(data), "x.csv")
            try:
                read(bytes(data))
            except NoFindings:
                continue
