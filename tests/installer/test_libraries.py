"""Which system packages are missing, and who may install them."""

from __future__ import annotations

import pytest

from libraries import (
    FOR_FILLING,
    FOR_RUN,
    FOR_SCREEN,
    FOR_TEST,
    Need,
    apt_prefix,
    is_present,
    missing_packages,
    needs_mending,
    refusal,
)


def test_only_what_is_not_there_is_named_in_order() -> None:
    here = {"libgl1", "libglib2.0-0", "libdbus-1-3"}
    assert missing_packages(FOR_RUN, lambda need: need.package in here) == [
        "libegl1",
        "libxkbcommon0",
        "libfontconfig1",
    ]


def test_a_window_on_a_display_needs_what_its_plugin_links() -> None:
    linked = {need.library for need in FOR_SCREEN}
    assert {
        "libxcb-cursor.so.0",
        "libxcb-icccm.so.4",
        "libxcb-keysyms.so.1",
        "libxkbcommon-x11.so.0",
    } <= linked


def test_the_tests_also_look_at_pdf_pages() -> None:
    assert [need.package for need in FOR_TEST if need not in FOR_RUN] == ["poppler-utils"]


@pytest.mark.parametrize(
    ("need", "there"),
    [
        (Need("a", library="libzcdesk-none.so.9"), False),
        (Need("a", command="zcdesk-none"), False),
        (Need("a", modules=("zcdesk_none", "zcdesk_nothing")), False),
        (Need("a", modules=("zcdesk_none", "json")), True),
        (Need("a"), True),
    ],
)
def test_presence_is_asked_of_the_machine(need: Need, there: bool) -> None:
    assert is_present(need) is there


def test_every_need_says_how_to_see_it() -> None:
    for need in (*FOR_TEST, *FOR_SCREEN, *FOR_FILLING):
        assert need.library or need.command or need.modules


@pytest.mark.parametrize(
    ("debian", "root", "sudo", "first"),
    [
        (True, True, False, "env"),
        (True, True, True, "env"),
        (True, False, True, "sudo"),
        (True, False, False, None),
        (False, True, True, None),
    ],
)
def test_apt_is_called_only_where_nobody_has_to_be_asked(
    debian: bool, root: bool, sudo: bool, first: str | None
) -> None:
    prefix = apt_prefix(debian, root, sudo)
    assert (prefix[0] if prefix else None) == first
    if prefix:
        assert prefix[-1] == "DEBIAN_FRONTEND=noninteractive"
    if first == "sudo":
        assert prefix[1] == "-n"  # never waits for a password


def test_the_refusal_gives_the_command_in_both_languages() -> None:
    trouble = refusal(["libgl1", "libegl1"])
    for sentence in (trouble.zh, trouble.en):
        assert "apt-get install libgl1 libegl1" in sentence


@pytest.mark.parametrize(
    ("output", "mend"),
    [
        (
            "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.",
            True,
        ),
        (
            "E: Unmet dependencies. Try 'apt --fix-broken install' with no packages (or specify a solution).",
            True,
        ),
        ("E: Unable to locate package libgl1", False),
    ],
)
def test_an_installation_cut_off_earlier_is_completed_first(output: str, mend: bool) -> None:
    assert needs_mending(output) is mend
