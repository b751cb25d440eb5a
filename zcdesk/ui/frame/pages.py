"""Which page is made by which class; a page's module is imported when it is first shown."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import Page

_PAGES: Mapping[str, str] = {
    "evidence": "records.evidence_page:EvidencePage",
    "series": "intake.series_page:SeriesPage",
    "findings": "records.findings:FindingsPage",
    "results": "results.results:ResultsPage",
    "report": "report.report_view:ReportPage",
    "history": "records.history:HistoryPage",
    "settings": "frame.settings:SettingsPage",
    "changing": "results.changing:ChangingPage",
    "merging": "intake.merging:MergingPage",
    "importing": "intake.importing:ImportPage",
    "steps": "entry.steps_page:StepsPage",
    "audit": "report.audit:AuditPage",
    "bills": "intake.bills:BillsPage",
    "readiness": "readiness.page:ReadinessPage",
    "checklist": "readiness.checklist:ChecklistPage",
    "chances": "readiness.chances:ChancesPage",
}


def make_page(desk: Desk, id_: str) -> Page:
    """A new page; every page of ``forms/`` is drawn by the one form page."""
    if id_ not in _PAGES:
        module = importlib.import_module("zcdesk.ui.entry.form_page")
        made: Page = module.FormPage(desk, id_)
        return made
    name, _, kind = _PAGES[id_].partition(":")
    page: Page = getattr(importlib.import_module(f"zcdesk.ui.{name}"), kind)(desk)
    return page


def make_panel(desk: Desk) -> QWidget:
    """The panel that explains a figure."""
    panel: QWidget = importlib.import_module("zcdesk.ui.results.why").WhyPanel(desk)
    return panel
