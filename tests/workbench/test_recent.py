"""Remembered projects, preferences, sectors with their methods, and search: without a window."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from zcdesk import log, places
from zcdesk.domain.answer import Place
from zcdesk.domain.words import Words, same
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import beginning, preferences, recent, search
from zcdesk.workbench.beginning import Draft
from zcdesk.workbench.bring import create
from zcdesk.workbench.recent import Recent
from zcdesk.workbench.search import Target
from zcdesk.workbench.updates import offers
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
SECTORS = offers.sectors(CATALOGUE)
LACKING = replace(
    SECTORS,
    guidelines={**SECTORS.guidelines, "electronics": replace(SECTORS.guidelines["electronics"], pack="")},
)
"""As if the method of electronics had not been written."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rehearsal copy, made once."""
    path = tmp_path_factory.mktemp("rehearsal") / "r.zcd"
    beginning.rehearse(CATALOGUE, path, "lin").file.close()
    return path


def test_what_was_put_comes_back_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "recent.json"
    recent.put(path, Recent("/a.zcd", "A", at="2026-01-01T00:00:00Z", missing=3))
    recent.put(path, Recent("/b.zcd", "B", at="2026-02-01T00:00:00Z"))
    assert [(one.name, one.missing) for one in recent.load(path)] == [("B", 0), ("A", 3)]
    recent.forget(path, "/b.zcd")
    assert [one.path for one in recent.load(path)] == ["/a.zcd"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"projects": 3}',
        '{"projects": [3, {}, {"path": 5}, {"path": ""}]}',
        "[" * 100_000,
    ],
)
def test_a_list_that_reads_badly_is_an_empty_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "recent.json").write_text(text, encoding="utf-8")
    assert recent.load(tmp_path / "recent.json") == ()


def test_only_values_of_the_right_kind_are_taken(tmp_path: Path) -> None:
    raw = {
        "path": "/a.zcd",
        "missing": "many",
        "doubtful": -4,
        "name": "A\u0007" + "x" * 900,
        "clean": 0,
        "zz": 1,
    }
    (tmp_path / "recent.json").write_text(json.dumps({"projects": [raw]}), encoding="utf-8")
    (one,) = recent.load(tmp_path / "recent.json")
    assert (one.missing, one.doubtful, one.clean) == (0, 0, True)
    assert one.name.startswith("A x")
    assert len(one.name) == recent.LONGEST


def test_a_file_that_vanished_is_not_there() -> None:
    assert not Recent("/nowhere/x.zcd").there
    assert not Recent("bad\0name").there


def test_an_open_project_says_how_it_stands(sample: Path) -> None:
    with ProjectFile.open(sample, "lin") as file:
        one = recent.seen(Workbench(CATALOGUE, file), "2025")
    assert one.rehearsal
    assert one.missing == 0
    assert one.total == "18,162.87"
    assert one.there


def test_only_the_newest_project_that_was_left_open_is_offered(sample: Path) -> None:
    left, fine = Recent(str(sample), clean=False), Recent("/b.zcd")
    assert recent.interrupted((left, fine)) == left
    assert recent.interrupted((fine, left)) is None


def test_dates_read_as_people_say_them() -> None:
    today = datetime(2026, 3, 18, 14, 0, tzinfo=UTC)
    said = [
        recent.when(Recent("/a", at=at), today).zh
        for at in ("2026-03-18T09:05:00Z", "2026-02-27T09:00:00Z", "x")
    ]
    assert said == ["今天 09:05", "2 月 27 日", ""]


def test_preferences_come_back_and_bad_ones_are_the_usual(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    liked = preferences.Preferences("dark", "large", "en", "lin", "right", True, True)
    assert preferences.save(path, liked)
    assert preferences.load(path) == liked
    path.write_text('{"theme": "pink", "size": 3, "by": "  lin \\n x", "toured": "yes"}', encoding="utf-8")
    assert preferences.load(path) == preferences.Preferences(by="lin x")


def test_settings_that_cannot_be_kept_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not preferences.save(tmp_path / "file" / "settings.json", preferences.Preferences())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3453", "3453"),
        ("C3453", "3453"),
        ("减速机", "3453"),
        ("机械零部件", "3484"),
        ("bearing", "3451"),
        ("34", "34"),
    ],
)
def test_sectors_are_found_by_code_name_or_product(text: str, code: str) -> None:
    assert SECTORS.find(text)[0].code == code


def test_no_sector_is_found_for_nonsense() -> None:
    assert SECTORS.find("没有这样的") == SECTORS.find("  ") == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "3453",
            [
                ("cn.machinery", "recommended"),
                ("cn.industrial-other", "reason"),
                ("cn.energy", "also"),
                ("cn.energy-balance", "also"),
                ("iso.14064", "also"),
            ],
        ),
        (
            "2921",
            [
                ("cn.industrial-other", "recommended"),
                ("cn.energy", "also"),
                ("cn.energy-balance", "also"),
                ("iso.14064", "also"),
            ],
        ),
        (
            "3841",
            [
                ("cn.industrial-other", "recommended"),
                ("cn.carbon", "reason"),
                ("cn.chemical", "reason"),
                ("cn.machinery", "reason"),
                ("cn.energy", "also"),
                ("cn.energy-balance", "also"),
                ("iso.14064", "also"),
            ],
        ),
    ],
)
def test_methods_follow_from_the_sector(code: str, expected: list[tuple[str, str]]) -> None:
    assert [(offer.id, offer.standing) for offer in offers.offers(CATALOGUE, SECTORS, code)] == expected


def test_another_method_stands_in_for_one_that_is_not_there() -> None:
    listed = offers.offers(CATALOGUE, LACKING, "3973")
    assert [(offer.id, offer.standing) for offer in listed] == [
        ("cn.industrial-other", "stand_in"),
        ("cn.energy", "also"),
        ("cn.energy-balance", "also"),
        ("iso.14064", "also"),
    ]


def test_an_earlier_edition_stays_on_offer_with_a_reason() -> None:
    newest, *earlier = [each for each in offers.offers(CATALOGUE, SECTORS, "31") if each.id == "cn.steel"]
    assert (newest.edition, newest.standing, newest.chosen) == (
        CATALOGUE.editions["cn.steel"][-1],
        "recommended",
        True,
    )
    assert [(each.edition, each.standing, each.chosen) for each in earlier] == [("2013", "reason", False)]


def test_a_method_that_is_not_there_is_said() -> None:
    said = offers.lacking(CATALOGUE, LACKING, "3973")
    assert said is not None
    assert "电子" in said.zh
    assert "还没有" in said.zh
    assert offers.lacking(CATALOGUE, SECTORS, "2921") is None


def test_a_project_begins_with_what_was_asked(tmp_path: Path) -> None:
    sector = SECTORS.sectors["3453"]
    chosen = tuple(offer for offer in offers.offers(CATALOGUE, SECTORS, "3453") if offer.chosen)
    draft = Draft("恒锐", sector, "CN-JS", ("2024", "2025"), chosen)
    workbench = beginning.begin(CATALOGUE, draft, tmp_path / "x.zcd", "lin")
    with workbench.file:
        project = workbench.project
        assert project.years == ("2024", "2025")
        assert [pin.id for pin in project.methods()] == ["cn.energy", "cn.machinery"]
        assert project.answers[Place("site.industry_code")].text == "3453"
        assert project.answers[Place("site.province")].text == "CN-JS"


def test_a_stand_in_wants_a_reason() -> None:
    chosen = tuple(offer for offer in offers.offers(CATALOGUE, LACKING, "3973") if offer.chosen)
    draft = Draft(years=("2025",), methods=chosen)
    assert beginning.fault(draft, "methods") is not None
    assert beginning.fault(Draft(years=("2025",), methods=chosen, reason="省厅要求"), "methods") is None
    assert beginning.fault(Draft(), "sector") is not None
    assert beginning.fault(Draft(), "years") is not None


def test_a_file_name_has_no_sign_that_a_disk_refuses(tmp_path: Path) -> None:
    assert beginning.file_name(Draft(name='a/b:c*"', years=("2025",))) == "abc 2025.zcd"
    (tmp_path / "a.zcd").write_text("", encoding="utf-8")
    assert beginning.free(tmp_path, "a.zcd").name == "a (2).zcd"
    assert beginning.usual_years(date(2026, 3, 1), 2) == ("2025", "2024")


def test_every_class_follows_a_guideline_that_is_known() -> None:
    assert {SECTORS.own(code) for code in SECTORS.sectors} <= set(SECTORS.guidelines)
    assert {sector.confidence for sector in SECTORS.sectors.values()} <= {"A", "B", "C"}


def test_a_printed_code_leads_to_its_figure(sample: Path) -> None:
    with ProjectFile.open(sample, read_only=True) as file:
        codes = search.codes(Workbench(CATALOGUE, file), "2025", "zh")
    (one,) = search.by_code(codes, "3-1 f01.7")
    assert one.id == "fuel.co2[F01]@2025"
    assert {target.words.zh for target in search.by_code(codes, "F01.7")} >= {"3-1 F01.7", "A-1 F01.7"}
    assert search.by_code(codes, "天然气") == ()


def test_a_closer_fit_comes_first() -> None:
    listed = [Target("page", "b", same("电力间接排放")), Target("page", "a", same("电力"))]
    assert [target.id for target in search.found(listed, "电力", "zh")] == ["a", "b"]
    assert [target.id for target in search.found(listed, "电排放", "zh")] == ["b"]
    assert search.found(listed, "热力", "zh") == ()


def test_where_one_works_comes_before_the_handbook_and_a_title_once() -> None:
    def found(text: str) -> list[str]:
        return [target.id for target in search.found(listed, text, "zh", CATALOGUE.spelling)]

    listed = [
        Target("topic", "field:a", Words("燃料品种", "Fuel")),
        Target("topic", "field:b", Words("燃料品种", "Fuel")),
        Target("topic", "finding:x", Words("没有名为“…”的数据项", "delivers a null")),
        Target("field", "fuel.kind[F01]", Words("燃料品种甲", "Kind"), Words("天然气", "Gas"), "FK"),
        Target("field", "fuel.kind[F02]", Words("燃料品种甲", "Kind"), Words("柴油", "Diesel")),
        Target("action", "none", Words("都没有", "None of it")),
        Target("action", "seal", Words("封存", "Seal of FK")),
        Target("page", "fuel", Words("化石燃料", "Fossil fuels")),
        Target("page", "power", Words("电力", "Electricity")),
    ]
    assert found("燃料") == ["fuel", "fuel.kind[F01]", "fuel.kind[F02]", "field:a"]
    assert found("没有") == ["none", "finding:x"]
    assert found("dianli") == ["power"]
    assert found("dl") == ["power"]
    assert found("fk")[0] == "fuel.kind[F01]"  # by its symbol
    assert found("trq") == ["fuel.kind[F01]"]


def test_the_amount_of_a_row_is_found_before_its_kind(tmp_path: Path) -> None:
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None)
    with made.file:
        made.add_row("fuel")
        made.set_answer(Place("fuel.kind", "F01"), "natural_gas")
        hits = search.found(search.fields(made, "2025"), "天然气", "zh", CATALOGUE.spelling)
    assert hits[0].id == "fuel.amount[F01]@2025"


def test_the_log_stays_within_its_bounds(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "zcdesk.log"
    log.start(path)
    try:
        for number in range(30):
            log.note(f"{number} " + "x" * 60_000)
        assert path.stat().st_size <= log.LARGEST
        assert len(list(path.parent.iterdir())) <= 1 + log.KEPT
        assert "29 " in log.tail(path, 1)
    finally:
        log.stop()
