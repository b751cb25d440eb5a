"""The handbook says what the program works by."""

from __future__ import annotations

from zcdesk import places
from zcdesk.domain.words import Words, same
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import handbook
from zcdesk.workbench.handbook import Key

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
METHODS = [CATALOGUE.method("cn.machinery", "2015").method]
KEYS = [Key("Ctrl+Z", Words("撤销", "Undo"), Words("随处", "Anywhere"))]
BOOK = handbook.entries(CATALOGUE, METHODS, KEYS, [("safe", Words("会不会丢", "Lost?"), Words("不会", "No"))])


def test_every_question_of_every_page_has_an_entry() -> None:
    ids = {entry.id for entry in BOOK}
    for page in CATALOGUE.pages.values():
        assert f"page:{page.id}" in ids
        assert {f"field:{question.quantity}" for question in page.questions} <= ids


def test_every_finding_has_an_entry_without_places_to_fill() -> None:
    told = [entry for entry in BOOK if entry.chapter == "findings"]
    alone = [code for code in CATALOGUE.texts("findings") if not code.startswith("because.")]
    assert [entry.id for entry in told] == [f"finding:{code}" for code in alone]
    assert not [entry for entry in told if "{" in entry.parts[0][1].zh + entry.parts[0][1].en]


def test_the_title_of_a_finding_has_no_stand_ins_for_its_blanks() -> None:
    titles = {entry.id.partition(":")[2]: entry.title.zh for entry in BOOK if entry.chapter == "findings"}
    assert titles["credit_code_length"] == "统一社会信用代码是 18 位"
    assert titles["unknown_quantity"] == "没有名为“…”的数据项"
    assert titles["closure_power"] == "用电没有闭合"
    assert titles["missing_factor"] == "没有可用的公布系数"
    assert titles["negative"] == "为负"
    assert titles["older_year"] == "某年的值尚未公布，沿用 某年的公布值"
    assert not [title for title in titles.values() if "{" in title or "（…" in title]


def test_chapters_follow_one_another() -> None:
    order = list(handbook.CHAPTERS)
    at = [order.index(entry.chapter) for entry in BOOK]
    assert at == sorted(at)


def test_a_field_names_the_clause_that_reads_it() -> None:
    entry = handbook.entry_of(BOOK, "field:fuel.amount")
    assert entry is not None
    assert "五（一）化石燃料燃烧" in " ".join(text.zh for _, text in entry.parts)


def test_both_languages_are_there() -> None:
    for entry in BOOK:
        assert entry.title.zh
        assert entry.title.en
        assert all(text.en for _, text in entry.parts)


def test_search_puts_titles_before_texts() -> None:
    hits = handbook.found(BOOK, "净消耗量", "zh")
    assert hits[0].id == "field:fuel.amount"
    assert handbook.found(BOOK, "没有这个词", "zh") == ()
    assert [entry.id for entry in handbook.found(BOOK, "undo", "en")] == ["keys:1"]


def test_a_key_is_shown_with_what_it_does() -> None:
    entry = handbook.entry_of(BOOK, "keys:1")
    assert entry is not None
    assert entry.parts == ((same("Ctrl+Z"), Words("撤销", "Undo")),)
