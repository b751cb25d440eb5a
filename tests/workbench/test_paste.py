"""A pasted block is taken whole or not at all."""

from __future__ import annotations

from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.workbench.forms.paste import Target, block, fit, turned


def targets(rows: int, columns: int, unit: str = "MWh") -> list[list[Target]]:
    """A table of that size."""
    return [
        [
            Target(Place("power.grid", f"F{row:02d}", f"2025-{column + 1:02d}"), unit)
            for column in range(columns)
        ]
        for row in range(rows)
    ]


def test_lines_and_tabs_make_cells_and_the_last_line_end_is_no_row() -> None:
    assert block("1\t2\r\n3\t4\r\n") == (("1", "2"), ("3", "4"))


def test_short_lines_are_filled_up_with_blanks() -> None:
    assert block("1\t2\n3") == (("1", "2"), ("3", ""))


def test_quoted_cells_lose_their_quotes() -> None:
    assert block('"1,200"\t3') == (("1,200", "3"),)


def test_an_empty_clipboard_is_no_block() -> None:
    assert block("") == ()
    assert fit(block(""), targets(2, 2), {}).problem == "empty"


def test_texts_are_kept_as_they_were_with_the_unit_of_the_line() -> None:
    found = fit(block("1,284.5\t12万"), targets(1, 3, "kWh"), {})
    assert list(found.answers.values()) == [Answer("1,284.5", "kWh"), Answer("12万", "kWh")]


def test_a_blank_leaves_alone_what_is_there() -> None:
    found = fit(block("\t5"), targets(1, 2), {})
    assert list(found.answers) == [Place("power.grid", "F00", "2025-02")]


def test_evidence_and_note_of_a_changed_answer_stay() -> None:
    place = Place("power.grid", "F00", "2025-01")
    before = {place: Answer("4", "MWh", note="抄表日 25 日", evidence=(Cite("E-001"),))}
    found = fit(block("5"), targets(1, 1), before)
    assert found.answers[place] == Answer("5", "MWh", note="抄表日 25 日", evidence=(Cite("E-001"),))


def test_a_block_that_is_too_wide_is_not_cut() -> None:
    found = fit(block("1\t2\t3"), targets(4, 2), {})
    assert (found.problem, found.columns, dict(found.answers)) == ("too_wide", 3, {})
    assert found.turned_fits


def test_a_block_that_is_too_tall_is_not_cut() -> None:
    found = fit(block("1\n2\n3"), targets(2, 2), {})
    assert (found.problem, found.rows, dict(found.answers)) == ("too_tall", 3, {})
    assert not found.turned_fits


def test_turning_exchanges_rows_and_columns() -> None:
    assert turned(block("1\t2\n3\t4\n5\t6")) == (("1", "3", "5"), ("2", "4", "6"))
