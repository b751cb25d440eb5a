"""Steam against the table that GB/T 32151.34-2024 prints (C.4 saturated, C.5 superheated), and at its borders.

The standard prints an older formulation; it agrees within a thousandth.
"""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from zcdesk.formula import steam

SATURATED = {
    "0.01": ("45.83", "2584.4"), "0.1": ("99.63", "2675.7"), "0.3": ("133.54", "2725.5"), "0.5": ("151.85", "2748.5"),
    "0.8": ("170.42", "2768.4"), "1": ("179.88", "2777"), "1.3": ("191.6", "2786"), "2": ("212.37", "2797.4"),
    "3": ("233.84", "2801.9"), "5": ("263.92", "2792.8"), "10": ("310.96", "2724.4"), "15": ("342.12", "2611.6"),
}  # fmt: skip
"""Pressure [MPa] to boiling point [℃] and enthalpy [kJ/kg] as printed."""

SUPERHEATED = {
    ("0.1", "120"): "2716.8", ("0.5", "200"): "2855.5", ("1", "200"): "2827.5", ("1", "300"): "3051.3",
    ("3", "300"): "2994.2", ("3", "400"): "3231.6", ("5", "450"): "3316.8", ("10", "500"): "3374.1",
    ("14", "540"): "3432.5", ("20", "600"): "3536.9",
}  # fmt: skip
"""Pressure [MPa] and temperature [℃] to enthalpy [kJ/kg] as printed."""


@pytest.mark.parametrize("pressure", SATURATED)
def test_saturated_steam_is_what_the_standard_prints(pressure: str) -> None:
    boils, enthalpy = SATURATED[pressure]
    found = steam.boiling(D(pressure))
    assert found is not None
    assert abs(found - D(boils)) < D("0.05")
    computed = steam.enthalpy(D(pressure))
    assert computed is not None
    assert abs(computed / D(enthalpy) - 1) < D("0.001")


@pytest.mark.parametrize("at", SUPERHEATED)
def test_superheated_steam_is_what_the_standard_prints(at: tuple[str, str]) -> None:
    computed = steam.enthalpy(D(at[0]), D(at[1]))
    assert computed is not None
    assert abs(computed / D(SUPERHEATED[at]) - 1) < D("0.001")


def test_steam_is_never_taken_for_water() -> None:
    assert steam.enthalpy(D("0.8"), D(100)) == steam.enthalpy(D("0.8"))


@pytest.mark.parametrize(
    ("pressure", "temperature"), [("0", None), ("23", None), ("1", "801"), ("-1", "200")]
)
def test_outside_the_tables_there_is_no_value(pressure: str, temperature: str | None) -> None:
    assert steam.enthalpy(D(pressure), None if temperature is None else D(temperature)) is None
