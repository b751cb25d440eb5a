"""A scheme whose rules are others than those taken up: said on top, and taken up by keyboard as one step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.drive import press
from tests.workbench.test_readiness_view import fill
from zcdesk.domain.answer import Place
from zcdesk.domain.change import PinChange
from zcdesk.ui.frame.window import Window
from zcdesk.ui.readiness.page import ReadinessPage

NATIONAL = "cn.zero-carbon-factory"


def test_other_rules_are_said_and_taken_up(window: Window) -> None:
    bench = window.desk.workbench
    fill(bench)
    pin = bench.project.pins[f"scheme:{NATIONAL}"]
    bench.commit(
        "other", [PinChange(pin.key, pin, replace(pin, digest="0" * 64))]
    )  # a content that nobody has kept
    window.resize(1366, 698)
    window.show_page("readiness", Place(f"{NATIONAL}@2026"))
    QApplication.processEvents()
    page = window.current
    assert isinstance(page, ReadinessPage)
    assert "各条不再判定" in page._incomplete.text()
    assert "还不能判定" in page._said.text()
    page.choose("schemes")
    page.schemes.stand_at(f"{NATIONAL}@2026")
    assert page.schemes.take.isVisible()
    assert page.schemes.take.text() == "改用现在的内容"
    head = bench.file.head
    page.schemes.take.setFocus()
    press(Qt.Key.Key_Return)
    assert bench.file.head == head + 1
    assert bench.project.pins[pin.key] == pin
    page.schemes.stand_at(f"{NATIONAL}@2026")
    assert not page.schemes.take.isVisible()
