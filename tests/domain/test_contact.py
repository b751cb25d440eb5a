"""Telephone numbers and mailboxes: what is said, and what is left alone."""

from __future__ import annotations

import pytest

from zcdesk.domain.contact import mail_wrong, phone_wrong


@pytest.mark.parametrize(
    "text",
    [
        "0571-88660000", "021 6123 4567", "（0571）88660000", "0571-88660000 转 8012", "13800138000",
        "+86 138 0013 8000", "0086-571-88660000", "400-810-0000", "0571-88660000、13800138000",
        "+49 89 1234567", "０５７１－８８６６００００", "0571-88660000-", "010-65000000#12", "",
    ],
)  # fmt: skip
def test_a_usual_number_is_left_alone(text: str) -> None:
    assert phone_wrong(text) is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("1380013800", "length"),  # ten digits of a mobile number
        ("138001380000", "length"),
        ("0571-886600", "length"),  # 4 + 6
        ("88660000", "area"),
        ("6500000", "area"),
        ("O571-88660000", "character"),  # the letter O
        ("张工 13800138000", "character"),
        ("0571-88660000、138", "length"),
        ("+1234567890123456", "length"),  # sixteen digits
        ("123", "length"),
    ],
)
def test_a_slip_in_a_number_is_named(text: str, wrong: str) -> None:
    assert phone_wrong(text) == wrong


def test_a_number_that_is_being_typed_is_only_stopped_at_by_what_no_digit_mends() -> None:
    whole = "0571-88660000 转 8012"
    assert [phone_wrong(whole[:end], done=False) for end in range(len(whole) + 1)] == [None] * (
        len(whole) + 1
    )
    assert phone_wrong("O571", done=False) == "character"


@pytest.mark.parametrize("text", ["energy@hengtuo.example", "a.b+c@mail.x-y.com.cn", "a@b.cn; c@d.cn", ""])
def test_a_usual_mailbox_is_left_alone(text: str) -> None:
    assert mail_wrong(text) is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("energy.hengtuo.com", "at"),
        ("@hengtuo.com", "at"),
        ("energy@hengtuo", "domain"),
        ("energy@hengtuo.", "domain"),
        ("energy@hengtuo。com", "character"),  # the full stop of a Chinese keyboard
        ("energy＠hengtuo.com", "character"),
        ("ener gy@hengtuo.com", "character"),
        ("a@b@c.cn", "character"),
    ],
)
def test_a_slip_in_a_mailbox_is_named(text: str, wrong: str) -> None:
    assert mail_wrong(text) == wrong


def test_a_mailbox_that_is_being_typed_is_only_stopped_at_by_what_no_key_mends() -> None:
    whole = "energy@heng-tuo.com.cn"
    assert {mail_wrong(whole[:end], done=False) for end in range(len(whole) + 1)} == {None}
    assert mail_wrong("energy@hengtuo。", done=False) == "character"
