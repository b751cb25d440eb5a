"""JSON as it is laid out: readable above, one line for each thing below, and the same to a program."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from zcdesk.cli.output import laid_out

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(documents)
def test_layout_changes_nothing_that_is_said(document: object) -> None:
    assert json.loads(laid_out(document)) == document


def test_the_first_levels_have_a_line_for_each_thing_and_the_rest_one_together() -> None:
    lines = [{"id": "a", "inputs": [{"id": "b"}, {"id": "c"}]}, {"id": "d", "inputs": []}]
    assert laid_out({"schema": "s/1", "years": [{"year": "2025", "lines": lines}]}).splitlines() == [
        "{",
        ' "schema": "s/1",',
        ' "years": [',
        "  {",
        '   "year": "2025",',
        '   "lines": [',
        '    {"id": "a", "inputs": [{"id": "b"}, {"id": "c"}]},',
        '    {"id": "d", "inputs": []}',
        "   ]",
        "  }",
        " ]",
        "}",
    ]
