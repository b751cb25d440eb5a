"""Leading: to the figure, or the page of the report, that a verifier means; a printed code is looked up on the side."""

from __future__ import annotations

from zcdesk.domain.task import Task
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.jobs import Jobs
from zcdesk.workbench import task_leads
from zcdesk.workbench.jobs import apart


def go(desk: Desk, jobs: Jobs, task: Task) -> None:
    """Go where a task leads that stands at no field, or say that its words name nothing."""

    def led(lead: task_leads.Lead | None) -> None:
        if lead is None:
            desk.toast.emit(desk.words("look.nowhere"))
            return
        if lead.year:
            desk.show_year(lead.year)
        desk.go(lead.page, lead.place)
        if lead.figure:
            desk.why(lead.figure)

    bench, year, language = desk.workbench, desk.year, desk.language
    if not task_leads.slow(task):
        led(task_leads.lead(bench, task, year, language))
        return
    catalogue, path = bench.catalogue, bench.file.path
    desk.hint.emit(desk.words("look.seeking", what=task.document))
    jobs.start(
        "lead",
        lambda _: apart(catalogue, path, lambda held: task_leads.lead(held, task, year, language)),
        led,
        lambda refused: desk.toast.emit(desk.say(refused.words)),
    )
