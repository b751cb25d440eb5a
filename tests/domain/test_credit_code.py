"""Unified social credit codes: real ones hold together, and no single slip goes unseen."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zcdesk.domain.credit_code import ALPHABET, check_character, plain, wrong_with

REAL = ("91350100M000100Y43", "91440300708461136T", "914403001922038216", "91110000600037341L")
"""The example of GB 32100-2015, and codes of companies that publish theirs."""


@pytest.mark.parametrize("code", REAL)
def test_real_codes_hold_together(code: str) -> None:
    assert wrong_with(code) is None
    assert check_character(code[:17]) == code[17]


def test_spaces_small_letters_and_wide_characters_do_not_matter() -> None:
    assert plain(" 9135 0100-m000 100y43 ") == "91350100M000100Y43"
    assert wrong_with("９１３５０１００Ｍ０００１００Ｙ４３") is None


@pytest.mark.parametrize(
    "code, wrong",
    [
        ("91350100M000100Y4", "length"),
        ("", "length"),
        ("91350100M000I00Y43", "character"),
        ("91350100M000100Y34", "check"),
        ("91350100M000100Y44", "check"),
    ],
)
def test_what_is_wrong_is_told(code: str, wrong: str) -> None:
    assert wrong_with(code) == wrong


@given(st.sampled_from(REAL), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(code: str, place: int, sign: str) -> None:
    assume(code[place] != sign)
    assert wrong_with(code[:place] + sign + code[place + 1 :]) == "check"


@given(st.sampled_from(REAL), st.integers(0, 15))
def test_two_swapped_neighbours_are_always_found(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert wrong_with(swapped) == "check"


def test_the_character_of_the_organisation_is_checked_as_well() -> None:
    body = "91350100M000100Z4"  # Z is not of the alphabet: another body, with a check character that fits
    assert wrong_with(body + "0") == "character"
    body = "91350100M000100X4"
    assert wrong_with(body + check_character(body)) == "organisation"
