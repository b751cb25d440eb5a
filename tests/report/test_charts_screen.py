"""Charts for a window: the same drawing as on paper, in the colours of a theme."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.path import Path

from zcdesk import places
from zcdesk.domain.document import Chart, Flow, Series
from zcdesk.report.charts.charts import Screen, pixels
from zcdesk.report.charts.sheet import Sheet

FONTS = places.data("resources") / "fonts"
ROLES = {
    "ink": "#E9EAEC",
    "quiet": "#B3B8BD",
    "line": "#2F3337",
    "rule": "#454A50",
    "surface": "#1F2225",
    "sunk": "#1A1D20",
    "doubt": "#E5B35C",
}
SERIES = ("#7DB6EC", "#E59A50", "#5F857B", "#8B69A5", "#D0D3CC", "#CC4448")
MONTHS = tuple(f"{month} 月" for month in range(1, 13))


def screen(kinds: dict[str, int], width: int = 600, height: int = 200) -> Screen:
    return Screen(FONTS, "zh", width, height, 12.0, ROLES, SERIES, kinds)


def colours(chart: Chart, kinds: dict[str, int], width: int = 600, height: int = 200) -> dict[str, int]:
    data = pixels(chart, screen(kinds, width, height))
    assert len(data) == width * height * 4
    found: dict[str, int] = {}
    for at in range(0, len(data), 4):
        if data[at + 3] == 255:
            colour = f"#{data[at]:02X}{data[at + 1]:02X}{data[at + 2]:02X}"
            found[colour] = found.get(colour, 0) + 1
    return found


def stack(marks: Series | None = None) -> Chart:
    power, fuel = Series("电力", (100.0,) * 12), Series("燃料", (40.0,) * 12)
    return Chart("", "月份", "stack", "tCO₂e", MONTHS, (power, fuel), marks=marks)


def test_series_take_the_colour_of_what_they_mean() -> None:
    found = colours(stack(), {"电力": 0, "燃料": 1})
    assert found[SERIES[0]] > 1000
    assert found[SERIES[1]] > 300
    assert SERIES[2] not in found


def test_no_colour_of_paper_is_left_on_the_screen() -> None:
    found = colours(stack(), {"电力": 0, "燃料": 1})
    assert not {"#163A4A", "#FFFFFF", "#1A1A1A", "#C9CED0"} & set(found)


def test_marks_of_last_year_lie_over_the_columns_and_an_unknown_one_does_not() -> None:
    kinds = {"电力": 0, "燃料": 1}
    none, one, all_ = (
        colours(stack(Series("去年同月", values)), kinds)[SERIES[1]]
        for values in ((None,) * 12, (120.0, *(None,) * 11), (120.0,) * 12)
    )
    assert 30 < none - one < 80
    assert 11 * (none - one) < none - all_ < 13 * (none - one)  # twelve columns are covered about alike


def test_mark_above_every_column_is_not_cut_off() -> None:
    low, high = stack(Series("去年同月", (10.0,) * 12)), stack(Series("去年同月", (400.0,) * 12))
    kinds = {"电力": 0, "燃料": 1}
    # the axis grows with the marks, so the columns become lower: 140 of 400 instead of 140 of 140
    assert colours(high, kinds)[SERIES[0]] < 0.5 * colours(low, kinds)[SERIES[0]]


def test_nodes_of_a_flow_take_the_colour_of_what_they_mean() -> None:
    chart = Chart(
        "",
        "流向",
        "sankey",
        "",
        flows=(Flow("a", "plant", 3.0), Flow("plant", "b", 5.0)),
        nodes=(("a", "电力", 0, "left"), ("plant", "本厂", 1, "inside"), ("b", "燃料", 2, "right")),
    )
    found = colours(chart, {"a": 3, "b": 1})
    assert found[SERIES[3]] > 50
    assert found[SERIES[1]] > 50


def test_picture_has_exactly_the_wished_pixels() -> None:
    for width, height in ((333, 101), (1001, 257)):
        assert len(pixels(stack(), screen({}, width, height))) == width * height * 4


def test_what_asks_to_be_looked_at_has_the_colour_of_doubt() -> None:
    chart = Chart(
        "", "", "sankey", "", flows=(Flow("a", "p", 2.0), Flow("p", "b", 1.0), Flow("p", "c", 1.0)),
        nodes=(("a", "甲", 0, "left"), ("p", "厂", 1, "inside"), ("b", "乙", 2, "right"), ("c", "丙", 2, "right")),
        open=("c",),
    )  # fmt: skip
    assert colours(chart, {"a": 0, "b": 0}).get(ROLES["doubt"], 0) > 50
    assert ROLES["doubt"] not in colours(replace(chart, open=()), {"a": 0, "b": 0, "c": 0})


def test_long_names_leave_the_bands_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = Chart(
        "", "", "sankey", "", flows=(Flow("a", "p", 2.0), Flow("p", "b", 1.0), Flow("p", "c", 1.0)),
        nodes=(
            ("a", "Carbon in: electrodes 12", 0, "left"), ("p", "Plant\n1,689 tC", 1, "inside"),
            ("b", "Carbon not oxidised or decomposed, all 58", 2, "right"), ("c", "Carbon unexplained 24", 2, "right"),
        ),
    )  # fmt: skip
    runs: list[float] = []
    area = Sheet.area

    def seen(sheet: Sheet, path: Path, shade: str, alpha: float) -> None:
        if alpha < 1:  # a band, not a bar or the hinge
            xs = [float(x) for x, _ in path.vertices]
            runs.append((max(xs) - min(xs)) / sheet.width)
        area(sheet, path, shade, alpha)

    monkeypatch.setattr(Sheet, "area", seen)
    pixels(chart, screen({}, 560, 200))  # as wide as in a window of 1366
    assert len(runs) == 3
    assert min(runs) >= 0.03
