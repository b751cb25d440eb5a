from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store import samples
from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.domain.change import AnswerChange, Edit, EvidenceChange, YearsChange
from zcdesk.domain.evidence import Evidence
from zcdesk.store import codec
from zcdesk.store.trouble import Unreadable


@given(samples.edits)
def test_an_edit_comes_back_exactly(edit: Edit) -> None:
    content = codec.encode(edit)
    assert codec.decode(content) == edit
    assert codec.encode(codec.decode(content)) == content
    assert codec.heading(content) == (edit.label, edit.by, edit.at, edit.undoes, edit.redoes)


@given(st.lists(samples.cites, max_size=3).map(tuple))
def test_cites_come_back_exactly(cites: tuple[Cite, ...]) -> None:
    assert codec.cites_in(codec.cites_out(cites)) == cites


def test_the_text_is_canonical() -> None:
    change = AnswerChange(
        Place("fuel.amount", "F01", "2025-03"), None, Answer("12万", "Nm³", illustrative=True)
    )
    edit = Edit("燃料", (change, YearsChange((), ("2025",))), "李", "2026", undoes=3)
    assert codec.encode(edit) == (
        '{"at":"2026","by":"李","changes":['
        '{"after":{"illustrative":true,"text":"12万","unit":"Nm³"},"before":null,'
        '"key":["fuel.amount","F01","2025-03"],"kind":"answer"},'
        '{"after":["2025"],"before":[],"key":"","kind":"years"}],'
        '"label":"燃料","redoes":0,"undoes":3}'
    )


@pytest.mark.parametrize(
    "wrong",
    [
        Answer(12.5),  # type: ignore[arg-type]
        Answer(Decimal("12.5")),  # type: ignore[arg-type]
        Answer("1", illustrative=1),  # type: ignore[arg-type]
        Answer("1", evidence=[Cite("E-001")]),  # type: ignore[arg-type]
        Answer("1", evidence=(Cite("E-001", 2),)),  # type: ignore[arg-type]
    ],
)
def test_a_value_of_another_type_is_not_written(wrong: Answer) -> None:
    with pytest.raises(TypeError):
        codec.encode(Edit("", (AnswerChange(Place("q"), None, wrong),), "", ""))


def test_a_size_that_is_no_whole_number_is_not_written() -> None:
    item = Evidence("E-001", "a", "other", "text/plain", 1.0, "0")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        codec.encode(Edit("", (EvidenceChange("E-001", None, item),), "", ""))


def test_half_a_surrogate_pair_is_not_written() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        codec.encode(Edit("\ud800", (), "", ""))


_SOUND = json.loads(
    '{"at":"","by":"","changes":[{"after":{"text":"1"},"before":null,"key":["q","",""],"kind":"answer"}],'
    '"label":"","redoes":0,"undoes":0}'
)


@pytest.mark.parametrize(
    "path, value",
    [
        (["label"], 1),
        (["undoes"], 1.0),
        (["undoes"], True),
        (["undoes"], None),
        (["changes"], {}),
        (["changes", 0], []),
        (["changes", 0, "kind"], "macro"),
        (["changes", 0, "kind"], "row"),
        (["changes", 0, "kind"], ["answer"]),
        (["changes", 0, "key"], ["q", ""]),
        (["changes", 0, "key"], ["q", "", 3]),
        (["changes", 0, "after"], "1"),
        (["changes", 0, "after"], {}),
        (["changes", 0, "after"], {"text": 1}),
        (["changes", 0, "after"], {"text": "1", "unit": ""}),  # a default is not written
        (["changes", 0, "after"], {"text": "1", "colour": "red"}),
        (["changes", 0, "after"], {"text": "1", "standing": "perhaps"}),
        (["changes", 0, "after"], {"text": "1", "evidence": [["E-001"]]}),
        (["changes", 0, "after"], {"text": "1", "evidence": "E-001"}),
        (["changes", 0], {"kind": "years", "key": "", "before": [], "after": [2025]}),
        (["changes", 0], {"kind": "setting", "key": "a", "before": None, "after": 2}),
        (["more"], ""),
    ],
)
def test_a_text_that_is_never_written_is_refused(path: list[str | int], value: object) -> None:
    told = json.loads(json.dumps(_SOUND))
    codec.decode(json.dumps(told))
    held = told
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = value
    with pytest.raises(Unreadable):
        codec.decode(json.dumps(told))


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "1", "{}", "[" * 100_000, "NaN", '{"at":1e5}'])
def test_what_is_no_edit_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        codec.decode(text)
    with pytest.raises(Unreadable):
        codec.heading(text)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | samples.texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(samples.texts, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.sampled_from(["label", "changes", "kind", "key", "before", "after"]), _json)
def test_any_json_is_an_edit_or_refused(where: str, value: object) -> None:
    told = json.loads(json.dumps(_SOUND))
    (told if where in told else told["changes"][0])[where] = value
    try:
        edit = codec.decode(json.dumps(told))
    except Unreadable:
        return
    assert codec.decode(codec.encode(edit)) == edit


@given(samples.edits)
def test_the_author_is_read_without_the_rest(edit: Edit) -> None:
    assert codec.author(codec.encode(edit)) == (edit.by, edit.at)


@given(samples.edits, samples.places)
def test_the_mark_of_a_place_is_in_edits_of_its_answer_only(edit: Edit, place: Place) -> None:
    touched = any(isinstance(change, AnswerChange) and change.place == place for change in edit.changes)
    assert (codec.place_mark(place) in codec.encode(edit)) == touched


def test_a_text_that_looks_like_a_mark_is_not_one() -> None:
    place = Place("q", "F01", "2025")
    sly = Edit("", (AnswerChange(Place("other"), None, Answer(codec.place_mark(place))),), "", "")
    assert codec.place_mark(place) not in codec.encode(sly)
