"""Water and steam by IAPWS-IF97, rounded to 0.001 kJ/kg and 0.001 ℃ so that every machine gives the same digits.

The library computes in binary floating point; what it gives is a published property, not an amount, and is far more
exact than any meter. Steam is never taken for water: at or below the boiling point it counts as saturated.
"""

from __future__ import annotations

from decimal import Decimal

import seuif97

LEAST, MOST = Decimal("0.000612"), Decimal("22.06")
"""Pressures between which there is saturated steam. [MPa, absolute]"""

_PLACES = Decimal("0.001")


def enthalpy(pressure: Decimal, temperature: Decimal | None = None) -> Decimal | None:
    """Specific enthalpy of steam.

    Parameters
    ----------
    pressure : Decimal
        Absolute. [MPa]
    temperature : Decimal or None
        None for saturated steam. [℃]

    Returns
    -------
    Decimal or None
        None outside `LEAST` to `MOST` or above 800 ℃. [kJ/kg]
    """
    boils = boiling(pressure)
    if boils is None or (temperature is not None and temperature > 800):
        return None
    if temperature is None or temperature <= boils:
        return _kept(seuif97.px2h(float(pressure), 1.0))
    return _kept(seuif97.pt2h(float(pressure), float(temperature)))


def boiling(pressure: Decimal) -> Decimal | None:
    """Boiling point at an absolute pressure [MPa]; None outside `LEAST` to `MOST`. [℃]"""
    if not LEAST <= pressure <= MOST:
        return None
    return _kept(seuif97.px2t(float(pressure), 1.0))


def _kept(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_PLACES)
