"""What a verdict waits for: the gaps that can be filled now, without details of what may not have happened."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.answer import Place
from zcdesk.domain.trace import Gap
from zcdesk.formula.syntax import names, parse
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import naming
from zcdesk.workbench.forms import guide
from zcdesk.workbench.results.chain_links import Link, gap_links
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


class Waits:
    """Names what verdicts wait for, and where it is filled in; one reading of the pages serves all criteria."""

    def __init__(self, workbench: Workbench, say: Wording) -> None:
        self._workbench, self._say = workbench, say
        shown = guide.pages(workbench)
        self._homes = guide.homes(shown)
        self._order = {page.id: at for at, page in enumerate(shown)}

    def links(self, gaps: Iterable[Gap]) -> tuple[Link, ...]:
        """A link for each quantity and row, by the order of the pages, those that can be filled in first."""
        found: dict[tuple[str, str], Link] = {}
        for gap in gaps:
            place = gap.place
            page = guide.page_of(self._workbench, self._homes, place)
            found.setdefault((place.quantity, place.row), Link(self._named(gap), page, place))
        return tuple(sorted(found.values(), key=lambda link: self._order.get(link.page, len(self._order))))

    def _named(self, gap: Gap) -> str:
        vocabulary, place = self._workbench.catalogue.vocabulary, gap.place
        held = vocabulary.quantities.get(place.quantity) or vocabulary.tables.get(place.quantity)
        if held is None or gap.kind == "factor":  # a line of the method: what it lacks is told in full
            return gap_links(self._workbench, (gap,), self._say)[0].text
        name = self._say.of(held.words)
        if not place.row:
            return name
        row = self._say.of(naming.row_words(self._workbench.project, vocabulary, place.row))
        return f"{row} {name}"
