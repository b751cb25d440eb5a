"""Large invented projects, for measuring."""

from __future__ import annotations

from types import MappingProxyType

from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.change import AnswerChange, Change, PinChange, RowChange, YearsChange
from zcdesk.domain.project import Pin, Project, Row

YEARS = ("2023", "2024", "2025")
FUELS = ("natural_gas", "diesel", "gasoline", "lpg")
NONE = ("heat", "biomass", "weld", "fgas")
POWER = ("grid", "green_trade", "direct", "exported", "pv_self_used", "pv_generated")


def answers(rows: int, years: tuple[str, ...] = YEARS, none: tuple[str, ...] = NONE) -> dict[Place, Answer]:
    """Monthly answers of `rows` fuel rows, and one plant's electricity: rows x 12 x years amounts and some more."""
    found: dict[Place, Answer] = {
        Place("power.factor_level"): Answer("regional"),
        Place("power.market_factor"): Answer("residual"),
        Place("site.grid_region"): Answer("CN-EAST"),
        Place("site.province"): Answer("CN-ZJ"),
    }
    for table in none:
        found[Place(table)] = Answer("", standing="none")
    for number in range(1, rows + 1):
        row = f"F{number:03d}"
        kind = FUELS[number % len(FUELS)]
        found[Place("fuel.kind", row)] = Answer(kind)
        for year in years:
            for index, month in enumerate(months_of(year)):
                found[Place("fuel.amount", row, month)] = Answer(f"{number % 17 + index}.{number % 100:02d}")
    for year in years:
        found[Place("power.certificates", "", year)] = Answer("100")
        for month in months_of(year):
            found[Place("site.output_value", "", month)] = Answer("1234.5")
            for part in POWER:
                found[Place(f"power.{part}", "", month)] = Answer("10" if part != "grid" else "1,000", "MWh")
    return found


def changes(
    rows: int, pin: Pin, years: tuple[str, ...] = YEARS, none: tuple[str, ...] = NONE
) -> list[Change]:
    """The same as the changes of one edit from an empty project."""
    made: list[Change] = [YearsChange((), years), PinChange(pin.key, None, pin)]
    made += [RowChange(f"F{n:03d}", None, Row(f"F{n:03d}", "fuel")) for n in range(1, rows + 1)]
    made += [AnswerChange(place, None, answer) for place, answer in answers(rows, years, none).items()]
    return made


def project(rows: int, pin: Pin, years: tuple[str, ...] = YEARS) -> Project:
    """The same as a value, without a file."""
    held = {f"F{n:03d}": Row(f"F{n:03d}", "fuel") for n in range(1, rows + 1)}
    return Project(
        years=years,
        pins=MappingProxyType({pin.key: pin}),
        rows=MappingProxyType(held),
        answers=MappingProxyType(answers(rows, years)),
    )
