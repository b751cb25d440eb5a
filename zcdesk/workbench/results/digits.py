"""All digits of a printed figure, by its id."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from zcdesk.domain.number import plain
from zcdesk.domain.trace import Traced
from zcdesk.workbench.results.tracing import by_id
from zcdesk.workbench.workbench import Workbench


def full_value(workbench: Workbench) -> Callable[[str], tuple[str, str, str] | None]:
    """Gives name, value with all digits and unit of a figure by its id, for lists of figures."""

    def value(id_: str) -> tuple[str, str, str] | None:
        found = by_id(workbench, id_, id_.rpartition("@")[2][:4])
        if (
            found is None
            or not isinstance(found.result, Traced)
            or not isinstance(found.result.value, Decimal)
        ):
            return None
        compiled = found.inventory.compiled
        named = compiled.method.lines.get(found.result.id) or compiled.vocabulary.quantities.get(
            found.result.id
        )
        name = named.words.zh if named is not None else found.result.id
        row = f" {found.result.row}" if found.result.row else ""
        return f"{name}{row} {found.result.period}".strip(), plain(found.result.value), found.result.unit

    return value
