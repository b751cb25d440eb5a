"""Which Python carries the program."""

from __future__ import annotations

import pytest

from console import Trouble
from interpreter import Interpreter, choose, other_commands


def python(release: str, bits: int = 64, path: str = "") -> Interpreter:
    major, minor, micro = (int(part) for part in release.split("."))
    return Interpreter((major, minor, micro), bits, path or f"/usr/bin/python{major}.{minor}")


@pytest.mark.parametrize(
    ("release", "bits", "fits"),
    [
        ("3.10.13", 64, False),
        ("3.11.2", 64, True),
        ("3.13.5", 64, True),
        ("3.14.0", 64, False),  # PySide6-Essentials 6.9.3 asks for Python below 3.14
        ("3.11.9", 32, False),
    ],
)
def test_releases_from_3_11_to_3_13_of_64_bits_fit(release: str, bits: int, fits: bool) -> None:
    assert python(release, bits).fits is fits


def test_the_current_interpreter_is_kept_without_asking_anybody() -> None:
    def asked(command: object) -> None:
        raise AssertionError(command)

    assert choose(python("3.12.1"), [["python3.11"]], asked) == python("3.12.1")


def test_the_first_that_answers_and_fits_replaces_an_old_one() -> None:
    machine = {"python3.11": None, "python3.12": python("3.12.1"), "python3.13": python("3.13.0")}
    chosen = choose(python("3.9.2"), [[name] for name in machine], lambda command: machine[command[0]])
    assert chosen == python("3.12.1")


def test_the_sentence_names_what_was_found_and_what_to_install() -> None:
    machine = {"python3": python("3.8.18"), "/usr/bin/python3": python("3.8.18")}
    with pytest.raises(Trouble) as caught:
        choose(python("3.11.9", 32), [[name] for name in machine], lambda command: machine[command[0]])
    for sentence in (caught.value.zh, caught.value.en):
        assert "3.11-3.13" in sentence
        assert "3.11.9 (/usr/bin/python3.11, 32 bit); 3.8.18 (/usr/bin/python3.8)" in sentence
        assert "python.org" in sentence


def test_windows_is_asked_through_its_launcher_only() -> None:
    assert other_commands(windows=True) == [["py", "-3.11"], ["py", "-3.12"], ["py", "-3.13"]]


def test_elsewhere_the_release_tested_most_is_asked_for_first() -> None:
    commands = other_commands(windows=False)
    assert commands[0] == ["python3.11"]
    assert commands[-1] == ["/usr/bin/python3"]
