from __future__ import annotations

import io
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from tests.report import specimen
from zcdesk.domain.document import Chart, Document, Series
from zcdesk.report.charts import charts
from zcdesk.report.charts.sheet import fills, lightness, number, spread, ticks
from zcdesk.report.pages import pdf
from zcdesk.report.typesetting import fonts
from zcdesk.report.typesetting.style import SERIES, TARGET
from zcdesk.report.typesetting.typeset import Typesetter

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


def setter() -> Typesetter:
    return Typesetter(fonts.load(FONTS), "zh")


def bars(chart: Chart) -> list[Rectangle]:
    """Filled bars that are neither white grounds nor swatches of the legend."""
    made = charts.figure(chart, 160, setter())
    found = [patch for patch in made.findobj(Rectangle) if patch.get_height() > 3 and patch is not made.patch]
    return [patch for patch in found if patch.get_facecolor()[:3] != (1.0, 1.0, 1.0) or patch.get_hatch()]


@pytest.mark.parametrize("count", range(2, 13))
def test_fills_that_touch_differ_by_20_in_lightness(count):
    shades = [lightness(fill.colour) for fill in fills(count)]
    assert len(shades) == count
    assert all(abs(a - b) >= 20 for a, b in pairwise(shades))


def test_lightness_of_the_series_colours():
    # deep 23, series 43, 66, 83, 93, target 52
    assert [round(lightness(colour)) for colour in (*SERIES, TARGET)] == [23, 43, 66, 83, 93, 52]


def test_nothing_is_red():
    for count in range(1, 9):
        for fill in fills(count):
            red, green, blue = (int(fill.colour[i : i + 2], 16) for i in (1, 3, 5))
            assert red <= max(green, blue) + 20


def test_bars_are_as_high_as_their_values():
    chart = Chart("1", "", "bars", "t", ("甲", "乙", "丙"), (Series("一", (10.0, 30.0, None)),))
    heights = sorted(bar.get_height() for bar in bars(chart))
    assert len(heights) == 2  # the unknown one is a gap
    assert heights[1] / heights[0] == pytest.approx(3.0)


def test_pieces_of_a_stack_stand_on_each_other():
    chart = Chart(
        "1", "", "stack", "t", ("甲",), (Series("一", (10.0,)), Series("二", (20.0,)), Series("三", (5.0,)))
    )
    pieces = sorted(bars(chart), key=lambda bar: bar.get_y())
    assert [piece.get_height() / pieces[2].get_height() for piece in pieces] == pytest.approx([2.0, 4.0, 1.0])
    for lower, upper in pairwise(pieces):
        assert lower.get_y() + lower.get_height() == pytest.approx(upper.get_y())


def test_a_waterfall_ends_where_it_says():
    values = (8731.0, 180.0, -617.0, -1869.0, 6425.0)  # 8731 + 180 - 617 - 1869 = 6425
    chart = Chart("1", "", "waterfall", "t", tuple("甲乙丙丁戊"), (Series("", values),))
    drawn = sorted(bars(chart), key=lambda bar: bar.get_x())
    tops = [bar.get_y() + bar.get_height() for bar in drawn if bar.get_height() > 10]
    bottoms = [bar.get_y() for bar in drawn if bar.get_height() > 10]
    assert tops[-1] == pytest.approx(bottoms[-2])  # the last change ends at the last level


def test_the_figure_is_as_large_as_asked_and_everything_stays_on_it():
    for chart in (block for block in specimen.document().blocks if isinstance(block, Chart)):
        made = charts.figure(chart, 160, setter())
        assert made.get_size_inches() * 25.4 == pytest.approx([160, chart.height_mm])
        for text in made.texts:
            x, y = text.get_position()
            wide = setter().width(text.get_text(), "sans", text.get_fontsize()) / 72 * 25.4
            left = x - wide * {"left": 0, "center": 0.5, "right": 1}[text.get_horizontalalignment()]
            assert left >= -1.0, text
            assert left + wide <= 162.0, text
            assert 0 <= y <= chart.height_mm, text


def test_a_figure_can_be_drawn_on_a_screen():
    chart = next(block for block in specimen.document().blocks if isinstance(block, Chart))
    made = charts.figure(chart, 160, setter())
    buffer = io.BytesIO()
    made.savefig(buffer, format="png", dpi=96)
    assert buffer.getvalue()[:4] == b"\x89PNG"


def test_chart_text_is_text_and_no_second_copy_of_a_face_is_embedded():
    chart = specimen.sankey(True)
    document = specimen.document()
    alone = Document(
        "题", "单位", "事", "zh", "短", "编号", "{page}/{pages}", {}, (chart,), codes=document.codes
    )
    page = pypdf.PdfReader(io.BytesIO(pdf.render(alone, FONTS))).pages[0]
    text = "".join(page.extract_text().split())
    for _, words, _, _ in chart.nodes:
        assert words.split("\n")[0] in text
    names = [font.get_object()["/BaseFont"].split("+")[1] for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert len(names) == len(set(names))
    assert "/XObject" not in page["/Resources"]  # type: ignore[operator]


def test_pyplot_is_never_loaded():
    code = (
        "import sys; from pathlib import Path; from tests.report import specimen; from zcdesk.report.pages import pdf\n"
        f"pdf.render(specimen.document(), Path({str(FONTS)!r})); sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=FONTS.parents[1], check=False).returncode == 0


def test_a_home_that_cannot_be_written_sends_the_font_list_elsewhere(monkeypatch, tmp_path):
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    monkeypatch.setattr(charts.tempfile, "gettempdir", lambda: str(tmp_path))
    charts.prepare()
    assert Path(charts.os.environ["MPLCONFIGDIR"]).parent == tmp_path
    monkeypatch.delenv("MPLCONFIGDIR")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10441, (0, 3000, 6000, 9000)),
        (0, 0, (0,)),
        (0, 1, (0, 0.25, 0.5, 0.75, 1)),
        (-5, 5, (-5, -2.5, 0, 2.5, 5)),
    ],
)
def test_ticks_are_round(low, high, expected):
    assert ticks(low, high) == pytest.approx(expected)


def test_numbers_on_axes():
    assert [number(value) for value in (0.0, 9000.0, -2.5, 0.25, 1e-13)] == [
        "0",
        "9,000",
        "−2.5",
        "0.25",
        "0",
    ]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12), st.floats(0.5, 8))
def test_spread_keeps_order_and_distance(places, least):
    moved = spread(places, least, 0.0, 100.0)
    order = sorted(range(len(places)), key=lambda index: places[index])
    room = min(least, 100.0 / max(len(places) - 1, 1))
    for before, after in pairwise(order):
        assert moved[after] - moved[before] >= room - 1e-6
    assert all(-1e-6 <= value <= 100 + 1e-6 for value in moved)
