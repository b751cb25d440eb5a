"""Charts as files of their own: nothing touches an edge, and the same chart gives the same bytes."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image

from tests.report import specimen
from zcdesk import places
from zcdesk.domain.document import Chart
from zcdesk.report.charts.pictures import DPI, MARGIN, picture

FONTS = places.data("resources") / "fonts"
CHARTS = [each for each in specimen.document().blocks if isinstance(each, Chart)]


@pytest.mark.parametrize("chart", CHARTS[:3], ids=lambda chart: chart.title)
def test_a_picture_has_white_all_around_and_no_clear_parts(chart: Chart) -> None:
    image = Image.open(io.BytesIO(picture(chart, "png", FONTS, "zh")))
    assert image.mode == "RGB"
    rows, columns = np.where(np.asarray(image.convert("L")) < 250)
    margin = round(MARGIN / 25.4 * DPI)
    assert (int(rows.min()), int(columns.min())) == (margin, margin)
    assert (image.height - int(rows.max()), image.width - int(columns.max())) == (margin + 1, margin + 1)


def test_a_drawing_has_white_all_around() -> None:
    text = picture(CHARTS[0], "svg", FONTS, "zh").decode()
    assert text == picture(CHARTS[0], "svg", FONTS, "zh").decode()
    found = re.search(r'viewBox="(-[0-9.]+) (-[0-9.]+) ', text)
    assert found is not None
    assert float(found[1]) == float(found[2]) == pytest.approx(-MARGIN / 25.4 * 72, abs=1e-3)
    assert f'<rect x="{found[1]}" y="{found[2]}"' in text
