"""What a verdict waits for: the gaps that can be filled now, without details of what may not have happened."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.answer import Place
from zcdesk.domain.trace import Gap
from zcdesk.formula.syntax import names, parse
from zcdesk.workbench.workbench import Workbench


def waited_for(workbench: Workbench, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Gaps in their order, without questions that are asked only after another one that is not answered yet."""
    quantities, answers = workbench.catalogue.vocabulary.quantities, workbench.project.answers
    conditions = {
        question.quantity: question.when
        for page in workbench.catalogue.pages.values()
        for question in page.questions
        if question.when
    }

    def asked(gap: Gap) -> bool:
        when = "" if gap.place.row else conditions.get(gap.place.quantity, "")
        if not when:
            return True
        first = [quantities[name] for name in names(parse(when)) if name in quantities]
        return all(
            Place(each.id, "", "" if each.per == "project" else gap.place.period) in answers for each in first
        )

    return tuple(gap for gap in sorted(gaps) if asked(gap))
