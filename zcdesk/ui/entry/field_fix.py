"""Field fix: the correction that the strip offers for a single question, carried out as one step."""

from __future__ import annotations

from zcdesk.domain.answer import Place
from zcdesk.ui.entry.form import Form
from zcdesk.workbench.forms import answering


def fix(page: Form, place: Place, unit: str) -> None:
    """Take what is offered for a question; nothing where nothing is offered, or where one may only look.

    Parameters
    ----------
    page : Form
    place : Place
        Of the question.
    unit : str
        In which the question is shown; ``""`` if it is no number.
    """
    told, bench = page.strip.shown, page.desk.workbench
    if told is None or bench.file.read_only:
        return
    if told.mend is not None:
        from zcdesk.workbench.forms import mending

        page.touching(told.mend.answers)
        page.give(told.mend.answers, mending.carry_out(bench, told.mend))
    elif told.fix:
        quantity = bench.catalogue.vocabulary.quantities[place.quantity]
        page.touching((place,))
        page.give((place,), answering.put(bench, place, told.fix, unit if quantity.kind == "number" else ""))
