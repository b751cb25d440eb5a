"""Files of our schema, with a sound chain, that hold what no plant has: worked with, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.workbench.changing import CATALOGUE
from zcdesk.cli.main import run as main
from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    RowChange,
    SettingChange,
    YearsChange,
)
from zcdesk.domain.number import log10
from zcdesk.domain.project import Project, Row
from zcdesk.exchange.answers import read
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench import bounds
from zcdesk.workbench.bring import create
from zcdesk.workbench.opening import opened
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

ODD = "\u202e\u2066a\x07\x1b[31m\x00\r\n\u2028|\ufffe"
LINE = "../../etc/x\n"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bounds") / "sound.zcd"
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    create(CATALOGUE, path, "lin", answers.years, (), answers).file.close()
    return path


def made(sound: Path, to: Path, changes: Callable[[Project], Iterable[Change]], label: str = "h") -> Path:
    """A copy with one edit more, as any program that knows the format could write it."""
    to.write_bytes(sound.read_bytes())
    with ProjectFile.open(to) as file:
        file.commit(Edit(label, tuple(changes(file.project)), ODD, "99999-99-99T99:99:99Z"))
    return to


def odd_numbers(project: Project) -> list[Change]:
    """A month each of what is no amount of electricity."""
    told = (
        ("9" * 10**6, "MWh"),
        ("1E+999999999", "MWh"),
        ("1E-999999999", "MWh"),
        ("NaN", "MWh"),
        ("-Infinity", "MWh"),
        ("12", "m" * 10_000 + "^9999999999"),
        ("12", "(" * 5000),
    )
    cites = (Cite("E-999", "1"), Cite(LINE, ODD))
    places = [Place("power.grid", "", f"2025-{month:02d}") for month in range(1, len(told) + 1)]
    return [
        AnswerChange(place, project.answers.get(place), Answer(*each, evidence=cites))
        for place, each in zip(places, told, strict=True)
    ]


def every(text: str) -> Callable[[Project], list[Change]]:
    return lambda project: [
        AnswerChange(place, held, Answer(text, held.unit)) for place, held in project.answers.items()
    ]


def odd_rows(project: Project) -> list[Change]:
    return [
        RowChange(LINE, None, Row(LINE, "fuel")),
        RowChange(ODD, None, Row(ODD, "fuel")),
        RowChange("Z01", None, Row("Z01", "no_such_table")),
        AnswerChange(Place("fuel.amount", LINE, "2025"), None, Answer("5", "t")),
        AnswerChange(Place("no.such", "Z01", "2025"), None, Answer("1")),
    ]


def odd_settings(project: Project) -> list[Change]:
    known = [SettingChange(key, value, ODD) for key, value in project.settings.items()]
    return [*known, SettingChange("no.such.key", None, "{[" * 1000)]


WORKED_WITH = {
    "numbers and units that are none": odd_numbers,
    "every number below what a float holds": every("1E-400"),
    "every number above what a float holds": every("9E+400"),
    "every text turned round": every(ODD),
    "every date of the year 99999": every("99999-12-31"),
    "rows that are none": odd_rows,
    "settings that are none": odd_settings,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("changes", WORKED_WITH.values(), ids=WORKED_WITH)
def test_what_no_plant_has_is_told_and_steers_no_terminal(
    sound: Path,
    tmp_path: Path,
    changes: Callable[[Project], Iterable[Change]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = made(sound, tmp_path / "a.zcd", changes)
    assert main(["check", str(path)]) in (0, 1)
    said = capsys.readouterr()
    assert said.out
    assert len(said.out) < 1_000_000
    assert not set(said.out) & {"\x1b", "\x07", "\x00", "\u202e", "\u2066", "\u2028"}


def years(*more: str) -> Callable[[Project], list[Change]]:
    return lambda project: [YearsChange(project.years, (*project.years, *more))]


def period(text: str) -> Callable[[Project], list[Change]]:
    return lambda _: [AnswerChange(Place("power.grid", "", text), None, Answer("1", "MWh"))]


REFUSED = {
    "a year of five digits": (years("99999"), "99999"),
    "a year with a line end": (years("2025\n../x"), "2025�../x"),
    "nine thousand years": (years(*map(str, range(1000, 9999))), "100"),
    "a month that is none": (period("2025-1x"), "2025-1x"),
    "month 13": (period("2025-13"), "2025-13"),
    "more rows than any plant": (
        lambda _: [RowChange(f"Q{n}", None, Row(f"Q{n}", "fuel")) for n in range(bounds.ROWS + 1)],
        str(bounds.ROWS),
    ),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("changes", "named"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_worked_with_is_refused_in_a_sentence(
    sound: Path,
    tmp_path: Path,
    changes: Callable[[Project], Iterable[Change]],
    named: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = made(sound, tmp_path / "a.zcd", changes)
    assert main(["check", str(path)]) == 4
    told = capsys.readouterr().err
    assert named in told
    assert "a.zcd" in told
    with pytest.raises(FileTrouble):
        opened(CATALOGUE, path, "lin", False, lambda _: None, lambda: True)
    ProjectFile.open(path).close()  # what was refused is not held on to


def test_no_step_makes_a_file_that_would_not_be_opened_again(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zcd"
    path.write_bytes(sound.read_bytes())
    with ProjectFile.open(path) as file:
        bench = Workbench(CATALOGUE, file)
        room = bounds.ROWS - len(bench.project.rows)
        with pytest.raises(Refused, match="too_many_rows"):
            bench.commit("rows", [RowChange(f"Q{n}", None, Row(f"Q{n}", "fuel")) for n in range(room + 1)])
        with pytest.raises(Refused, match="years"):
            bench.set_years((*bench.project.years, "99999"))
        head = file.head
        bench.commit("rows", [RowChange(f"Q{n}", None, Row(f"Q{n}", "fuel")) for n in range(room)])
        assert file.head == head + 1


def test_sizes_are_compared_beyond_what_a_float_holds() -> None:
    assert log10(Decimal(1000)) == 3.0
    assert (log10(Decimal("1E-400")), log10(Decimal("1E+400"))) == (-400.0, 400.0)
