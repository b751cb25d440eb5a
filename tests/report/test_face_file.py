"""A face is read sooner, and as ReportLab reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from zcdesk import places
from zcdesk.report.typesetting.fonts import FILES, _Font

FONTS = places.data("resources") / "fonts"


@pytest.mark.parametrize("name", FILES.values())
def test_a_face_is_read_as_reportlab_reads_it(name: str) -> None:
    ours, theirs = _Font("ours", FONTS / name), TTFont("ours", str(FONTS / name))
    unlike = {"glyphToChar", "_pos", "_pdfScale"}  # what is only used while reading
    held, wanted = (
        {key: value for key, value in vars(face).items() if key not in unlike}
        for face in (ours.face, theirs.face)
    )
    assert held == wanted
    assert vars(ours).keys() == vars(theirs).keys()
    assert (ours.shapable, ours._asciiReadable) == (theirs.shapable, theirs._asciiReadable)


def test_another_kind_of_table_is_left_to_reportlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zcdesk.report.typesetting.face_file._GROUPS", 4)
    ours, theirs = (
        _Font("ours", FONTS / FILES["serif"]),
        TTFont("ours", str(FONTS / FILES["serif"])),
    )
    assert ours.face.charWidths == theirs.face.charWidths
    assert "glyphToChar" in vars(ours.face)
