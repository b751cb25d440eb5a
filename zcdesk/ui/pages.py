"""Which page is made by which class; a page's module is imported when it is first shown."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.parts import Page

_PAGES: Mapping[str, str] = {
    "evidence": "evidence_page:EvidencePage",
    "series": "series_page:SeriesPage",
    "findings": "findings:FindingsPage",
    "results": "results:ResultsPage",
    "report": "report_view:ReportPage",
    "history": "history:HistoryPage",
    "settings": "settings:SettingsPage",
    "changing": "changing:ChangingPage",
    "merging": "merging:MergingPage",
    "importing": "importing:ImportPage",
    "steps": "steps_page:StepsPage",
    "audit": "audit:AuditPage",
    "bills": "bills:BillsPage",
    "readiness": "readiness:ReadinessPage",
    "checklist": "readiness_list:ChecklistPage",
    "chances": "readiness_chances:ChancesPage",
}


def make_page(desk: Desk, id_: str) -> Page:
    """A new page; every page of ``forms/`` is drawn by the one form page."""
    if id_ not in _PAGES:
        module = importlib.import_module("zcdesk.ui.form_page")
        made: Page = module.FormPage(desk, id_)
        return made
    name, _, kind = _PAGES[id_].partition(":")
    page: Page = getattr(importlib.import_module(f"zcdesk.ui.{name}"), kind)(desk)
    return page


def make_panel(desk: Desk) -> QWidget:
    """The panel that explains a figure."""
    panel: QWidget = importlib.import_module("zcdesk.ui.why").WhyPanel(desk)
    return panel
