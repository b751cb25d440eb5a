"""A change between two years shared out among the factors of a product, with nothing left over (additive LMDI-I)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from zcdesk.domain.record import dataclass

EXACT = Context(prec=200, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Context in which sums of effects are formed: wide enough that adding and subtracting never rounds."""

LOGS = Context(prec=60, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Context of logarithms and quotients, which do not end: ten digits more than the accounting itself."""

GRAIN = Decimal(1).scaleb(-40)
"""Effects are whole multiples of this, so that their sum is a finite decimal. [tCO2e]"""


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a chain in both years: output, energy, energy of one carrier … and at last the emission itself.

    Attributes
    ----------
    effect : str
        Whose work it is that this level moves against the one above it.
    before, now : Decimal
        In any unit, the same in both years.
    """

    effect: str
    before: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class Chain:
    """One source as a chain of levels: ``C = Q · (E/Q) · (Ej/E) · (C/Ej)``.

    Attributes
    ----------
    id : str
        Of the source, for telling where an effect comes from.
    steps : tuple of Step
        From the first cause to the emission, which is the last level. At least one.
    """

    id: str
    steps: tuple[Step, ...]

    @property
    def before(self) -> Decimal:
        """The emission of the earlier year. [tCO2e]"""
        return self.steps[-1].before

    @property
    def now(self) -> Decimal:
        """The emission of the later year. [tCO2e]"""
        return self.steps[-1].now

    @property
    def change(self) -> Decimal:
        """Later less earlier, exactly. [tCO2e]"""
        return EXACT.subtract(self.now, self.before)


def log_mean(now: Decimal, before: Decimal) -> Decimal:
    """Logarithmic mean of two positive amounts, in their unit.

    Notes
    -----
    ``(a - b) / ln(a / b)``, and ``a`` where both are the same. Lies between the geometric and the arithmetic mean.
    Near ``a = b`` the quotient loses as many digits as the two have in common; `shares` never divides by it.
    """
    if now == before:
        return now
    return LOGS.divide(LOGS.subtract(now, before), LOGS.ln(LOGS.divide(now, before)))


def shares(chain: Chain) -> dict[str, Decimal]:
    """What each effect does to one source. [tCO2e]

    Returns
    -------
    dict of str to Decimal
        By effect; their exact sum (in `EXACT`) is the change of the source, to the last digit.

    Notes
    -----
    ``L(Cn, Cb) · ln(xn / xb)`` for each factor ``x`` of the chain, which is a level over the level above it [1]_.
    What rounding of the logarithms leaves (less than ``1e-40`` of the amounts) is put on the largest effect.

    Zero values follow the analytical limits [2]_, told by the chain:

    - An emission that is zero in both years has no effects.
    - An emission that appears or vanishes is the work of the **first** level that is zero in the year without it:
      a new fuel is fuel mix, not factor; a factor that was zero is factor. The levels below are 0/0 in that year and
      count as unchanged.
    - A level that is zero although the emission is not, or that has changed its sign, cannot be a cause: it is
      left out, and its neighbours are taken together.
    - An emission that changes its sign is wholly the work of the last level: there is no logarithm over zero.

    Levels that are negative in both years (sold steam, carbon bound in product) work by their amounts.

    References
    ----------
    .. [1] B. W. Ang, The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33 (2005) 867-871,
       eq. (5).
    .. [2] B. W. Ang, N. Liu, Handling zero values in the logarithmic mean Divisia index decomposition approach,
       Energy Policy 35 (2007) 238-246.
    """
    now, before, last = chain.now, chain.before, chain.steps[-1].effect
    found: dict[str, Decimal] = {step.effect: Decimal(0) for step in chain.steps}
    if now == before:
        if now == 0:
            return found
    elif not now or not before:
        first = next(step for step in chain.steps if not (step.now if before else step.before))
        found[first.effect] = chain.change
        return found
    elif (now > 0) != (before > 0):
        found[last] = chain.change
        return found
    kept = [step for step in chain.steps if _same_sign(step)]
    logs = [_log(step.now, step.before) for step in kept]
    weight = _weight(now, before, logs[-1])
    above = Decimal(0)
    for step, log in zip(kept, logs, strict=True):
        part = LOGS.multiply(weight, LOGS.subtract(log, above)).quantize(GRAIN, context=EXACT)
        found[step.effect] = EXACT.add(found[step.effect], part)
        above = log
    rest = EXACT.subtract(chain.change, total(found.values()))
    largest = max(found, key=lambda effect: (abs(found[effect]), effect == last))
    found[largest] = EXACT.add(found[largest], rest)
    return found


def effects(chains: Iterable[Chain]) -> Mapping[str, Mapping[str, Decimal]]:
    """By effect, what it does to each source. [tCO2e]

    The exact sum of all is the change of all sources together.
    """
    found: dict[str, dict[str, Decimal]] = {}
    for chain in chains:
        for effect, part in shares(chain).items():
            held = found.setdefault(effect, {})
            held[chain.id] = EXACT.add(held.get(chain.id, Decimal(0)), part)
    return found


def total(parts: Iterable[Decimal]) -> Decimal:
    """The exact sum of effects."""
    found = Decimal(0)
    for part in parts:
        found = EXACT.add(found, part)
    return found


def _same_sign(step: Step) -> bool:
    return step.now != 0 and step.before != 0 and (step.now > 0) == (step.before > 0)


def _log(now: Decimal, before: Decimal) -> Decimal:
    """``ln(now / before)`` of two amounts of one sign."""
    return LOGS.ln(LOGS.divide(now, before))


def _weight(now: Decimal, before: Decimal, log: Decimal) -> Decimal:
    """The log mean with the sign of the emission, so that a growing deduction lowers the total."""
    if not log:
        return now
    return LOGS.divide(LOGS.subtract(now, before), log)
