"""Policies: what holds on a day and in a place, what a file may not say, and what the shipped tables hold."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE, ROOT
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.lint import lint
from zcdesk.packs.policies import policies
from zcdesk.packs.rules import Complaint
from zcdesk.packs.toml import PackError

SECTORS = """
[sector.steel]
words = { zh = "钢铁", en = "Steel" }
codes = ["31"]
"""

TOPIC = """
words = { zh = "奖励", en = "Awards" }
note = { zh = "不全", en = "Not all" }
[source.call]
title = { zh = "通知", en = "Call" }
number = "1号"
issuer = { zh = "某局", en = "Office" }
date = "2025-03"
[[row]]
id = "one"
words = { zh = "钢铁厂", en = "Steel plants" }
region = "CN-JS"
sectors = ["steel"]
standing = "force"
rule = { zh = "最高 0.5 元", en = "Up to 0.5 yuan" }
measure = "at_most"
value = 0.5
unit = "元/km"
cap = 20000
cap_unit = "元/辆"
cap_yearly = true
valid_from = "2026-01-01"
valid_to = "2026-12-31"
source = "call"
clause = "二"
confidence = "B"
check_by = "2027-06-30"
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Packs with a vocabulary and one topic, that may be broken."""
    shutil.copytree(ROOT / "resources" / "vocabulary", tmp_path / "resources" / "vocabulary")
    folder = tmp_path / "resources" / "policies"
    folder.mkdir()
    (folder / "sectors.toml").write_text(SECTORS, encoding="utf-8")
    (folder / "award.toml").write_text(TOPIC, encoding="utf-8")
    (tmp_path / "forms").mkdir()
    return tmp_path


def change(packs: Path, old: str, new: str) -> Catalogue:
    path = packs / "resources" / "policies" / "award.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Catalogue(packs / "resources", packs / "forms")


def said(catalogue: Catalogue, day: date = date(2026, 11, 28)) -> list[Complaint]:
    return [each for each in lint(catalogue, day) if "policies" in each.file]


def test_a_row_is_read_with_its_source_and_exact_numbers(packs: Path) -> None:
    found = policies(packs / "resources" / "policies")
    (row,) = found.topics["award"].rows
    assert row.id == "award/one"
    assert (row.value, row.unit, row.cap, row.cap_yearly) == (Decimal("0.5"), "元/km", Decimal(20000), True)
    assert row.source.number == "1号"
    assert found.sectors_of("3110") == ("steel",)
    assert found.sectors_of("3210") == found.sectors_of("") == ()


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-12-31", "future"), ("2026-01-01", "current"), ("2026-12-31", "current"), ("2027-01-01", "expired"),
    ],
)  # fmt: skip
def test_a_row_holds_from_its_first_to_its_last_day(packs: Path, day: str, state: str) -> None:
    (row,) = policies(packs / "resources" / "policies").topics["award"].rows
    assert row.state(day) == state


def test_what_has_no_end_does_not_expire(packs: Path) -> None:
    (row,) = change(packs, 'valid_to = "2026-12-31"\n', "").policies.topics["award"].rows
    assert row.state("2100-01-01") == "current"


def test_a_province_is_met_by_its_own_and_by_national_rows(packs: Path) -> None:
    (row,) = policies(packs / "resources" / "policies").topics["award"].rows
    assert (row.holds_in("CN-JS"), row.holds_in("CN-ZJ")) == (True, False)
    (row,) = change(packs, "CN-JS", "CN").policies.topics["award"].rows
    assert row.holds_in("CN-ZJ")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('source = "call"', 'source = "other"', "no [source.other]"),
        ('sectors = ["steel"]', 'sectors = ["glass"]', "no such sector: glass"),
        ('unit = "元/km"\n', "", "a value has a unit"),
        ('measure = "at_most"\n', "", "a value has a unit"),
        ("value = 0.5\n", "", "a value has a unit"),
        ('cap_unit = "元/辆"\n', "", "a cap has a unit"),
        ('clause = "二"', 'clause = ""', "clause or check_by is empty"),
        ('confidence = "B"', 'confidence = "D"', "confidence"),
        ('standing = "force"', 'standing = "law"', "standing"),
        ("value = 0.5", 'value = "0.5"', "expected decimal.Decimal"),
        ('region = "CN-JS"\n', "", "region"),
    ],
)
def test_a_mistake_keeps_a_file_from_loading(packs: Path, old: str, new: str, part: str) -> None:
    with pytest.raises(PackError) as wrong:
        _ = change(packs, old, new).policies
    assert part in str(wrong.value)
    assert "policies/award.toml" in str(wrong.value)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('unit = "元/km"', 'unit = "元/里"', "no such unit"),
        ('region = "CN-JS"', 'region = "CN-XX"', "no such province: CN-XX"),
        ('valid_to = "2026-12-31"', 'valid_to = "2025-12-31"', "valid_from is after valid_to"),
        ('valid_from = "2026-01-01"', 'valid_from = "2026-02-30"', "no such day: 2026-02-30"),
        ('date = "2025-03"', 'date = "2025-13"', "no such day: 2025-13"),
        ('en = "Up to 0.5 yuan"', 'en = ""', "a language is empty"),
        ('standing = "force"', 'standing = "told"', "does not say what was not seen"),
        ('confidence = "B"', 'confidence = "C"', "does not say what was not seen"),
    ],
)
def test_lint_names_it(packs: Path, old: str, new: str, part: str) -> None:
    assert said(Catalogue(packs / "resources", packs / "forms")) == []
    found = said(change(packs, old, new))
    assert any(part in each.words.en and each.severity == "error" for each in found), found


def test_a_row_past_its_day_of_checking_is_a_warning(packs: Path) -> None:
    (found,) = said(Catalogue(packs / "resources", packs / "forms"), date(2027, 7, 1))
    assert (found.severity, found.path) == ("warning", "award/one")


def test_the_tables_hold_seventeen_provinces_of_pv_and_say_which_are_drafts() -> None:
    rows = CATALOGUE.policies.topics["pv_self_use"].rows
    assert len({row.region for row in rows if row.source.id == "pv-17"}) == 17
    assert {row.region for row in rows if row.value == 80} == {"CN-JL", "CN-NM"}  # two provinces above 80 %
    assert all(row.unknown.zh for row in rows if row.standing == "draft")
    liaoning = {row.standing: row.state("2026-11-28") for row in rows if row.region == "CN-LN"}
    assert liaoning == {"draft": "expired", "told": "current"}  # issued since, and not seen


def test_every_batch_names_its_industries_and_the_first_round_is_over() -> None:
    rows = {row.id.partition("/")[2]: row for row in CATALOGUE.policies.topics["batch"].rows}
    assert len(rows["2027"].sectors) == 7
    assert len(rows["2030"].sectors) == 5
    assert rows["2026_round"].state("2026-11-28") == "expired"
    assert not set(rows["2027"].sectors) & set(rows["2030"].sectors)


def test_weights_of_a_past_year_are_expired_and_none_is_above_the_whole() -> None:
    rows = CATALOGUE.policies.topics["consumption_weight"].rows
    assert {row.state("2026-11-28") for row in rows if "/2023/" in row.id} == {"expired"}
    assert all(row.value is not None and 0 < row.value <= 100 for row in rows)
    total = {row.region: row.value for row in rows if row.id.endswith("total") and "/2023/" in row.id}
    other = {row.region: row.value for row in rows if row.id.endswith("other") and "/2023/" in row.id}
    assert total.keys() == other.keys()
    assert all(other[region] <= total[region] for region in total)  # type: ignore[operator]
