"""Waiting: which criteria of the followed schemes have no verdict for want of which answers."""

from __future__ import annotations

from collections.abc import Mapping

from zcdesk.domain.answer import Place
from zcdesk.domain.trace import Missing
from zcdesk.workbench.workbench import Workbench


def waiting(workbench: Workbench, year: str) -> Mapping[Place, tuple[str, ...]]:
    """First numbers of the criteria that wait for an answer (``K1`` of ``K1 · 1.1``), by its place, in their order.

    Parameters
    ----------
    workbench : Workbench
    year : str
    """
    found: dict[Place, dict[str, None]] = {}
    for scheme in workbench.followed():
        method = scheme.scheme.method
        for each in workbench.judge(method.id, method.edition).assessed(year):
            for judged in each.levels:
                if isinstance(judged.chain, Missing) and judged.because in ("missing", "text"):
                    for gap in judged.chain.gaps:
                        if gap.kind in ("answer", "unknown"):
                            found.setdefault(gap.place, {})[each.criterion.number.split(" · ")[0]] = None
    return {place: tuple(numbers) for place, numbers in found.items()}
