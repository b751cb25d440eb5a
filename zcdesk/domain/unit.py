"""Units, exact and with the substance as a dimension.

A unit is a rational scale times base dimensions. Mass of carbon, of CO2 and of "CO2 equivalent" are different
bases, so a method that forgets 44/12 or a warming potential does not load. Standard coal is a base as well: its
conversion to energy is a coefficient of a standard, not arithmetic.

A unit bound per row (``fuel-unit``: tonnes for coal, 万Nm³ for gas) is a base that must cancel; the row's option
says what it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from zcdesk.domain.record import dataclass

Dimensions = tuple[tuple[str, int], ...]

BOUND = "-unit"
"""What the name of a unit bound per row ends with."""

_SPELLING = str.maketrans(
    {"³": "3", "²": "2", "₂": "2", "₄": "4", "₃": "3", "₆": "6", "（": "(", "）": ")", "／": "/", "　": " "}
)


class UnitError(ValueError):
    """A unit text that the table cannot read."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``scale`` times the base units in ``dimensions``.

    Attributes
    ----------
    text : str
        As written, for printing.
    scale : Fraction
        Size in base units, exact.
    dimensions : tuple of (str, int)
        Sorted base names with their exponents, none of them zero.
    """

    text: str
    scale: Fraction
    dimensions: Dimensions

    def fits(self, other: Unit) -> bool:
        """Whether amounts in the two can be converted into each other."""
        return self.dimensions == other.dimensions

    def per(self, other: Unit) -> Fraction:
        """How many of `other` one of this is.

        Raises
        ------
        UnitError
            If the dimensions differ.
        """
        if not self.fits(other):
            raise UnitError(f"{self.text} is not {other.text}")
        return self.scale / other.scale

    def times(self, other: Unit, power: int = 1) -> Unit:
        """The product with another unit raised to a power; the text is left to the caller."""
        exponents = dict(self.dimensions)
        for base, exponent in other.dimensions:
            exponents[base] = exponents.get(base, 0) + power * exponent
        return Unit("", self.scale * other.scale**power, _sorted(exponents))

    @property
    def bound(self) -> bool:
        """Whether it holds a unit bound per row, so that amounts of two rows do not add."""
        return any(base.endswith(BOUND) for base, _ in self.dimensions)


ONE = Unit("1", Fraction(1), ())


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Every unit the program knows, by each of its spellings.

    Attributes
    ----------
    symbols : mapping of str to Unit
        Simple units: ``t``, ``吨``, ``万kWh``, ``tCO2``.
    """

    symbols: Mapping[str, Unit]

    def parse(self, text: str) -> Unit:
        """Read ``GJ/万Nm³``, ``t·km``, ``kgCO2/(t·km)``, ``%``, ``1``.

        Everything after the first ``/`` divides.

        Raises
        ------
        UnitError
            Naming the part that is not known.
        """
        unit = ONE
        for name, power in _split(text, self.symbols):
            unit = unit.times(self.symbols[name], power)
        return Unit(text.strip(), unit.scale, unit.dimensions)


def spelled(text: str, symbols: Mapping[str, Unit]) -> tuple[str, ...]:
    """The simple units that a text is made of: ``GJ`` and ``万Nm3``.

    Raises
    ------
    UnitError
        Naming the part that is not known.
    """
    return tuple(name for name, _ in _split(text, symbols))


def _split(text: str, symbols: Mapping[str, Unit]) -> list[tuple[str, int]]:
    plain = text.strip().translate(_SPELLING).replace("×", "·").replace("*", "·")
    if plain in symbols:
        return [(plain, 1)]
    above, *below = plain.split("/")
    found = []
    for power, side in ((1, above), *((-1, each) for each in below)):
        for part in _bare(side.strip()).split("·"):
            name = part.strip()
            if not name:
                raise UnitError(text)
            if name not in symbols:
                raise UnitError(name)
            found.append((name, power))
    return found


def _bare(side: str) -> str:
    """``(t·km)`` without its brackets; those inside a name, ``m3(20℃)``, stay."""
    return side[1:-1] if side.startswith("(") and side.endswith(")") else side


_PRETTY = (
    ("CO2", "CO₂"), ("CH4", "CH₄"), ("N2O", "N₂O"), ("SF6", "SF₆"), ("NF3", "NF₃"), ("Nm3", "Nm³"), ("m3", "m³"),
    ("m2", "m²"),
)  # fmt: skip


def pretty(text: str) -> str:
    """A unit as people read it: ``tCO₂e``, ``万Nm³``."""
    for plain, set_ in _PRETTY:
        text = text.replace(plain, set_)
    return text


def _sorted(exponents: Mapping[str, int]) -> Dimensions:
    return tuple(sorted((base, exponent) for base, exponent in exponents.items() if exponent))
