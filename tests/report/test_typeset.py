from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zcdesk.report.typesetting import fonts
from zcdesk.report.typesetting.breaking import GAP_STRETCH, SEAM_STRETCH, Line
from zcdesk.report.typesetting.shaping import CLOSING, NEVER_LAST, SEAM, Span
from zcdesk.report.typesetting.typeset import Typesetter, read_back

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SIZE = 10.0
NASTY = st.text(
    alphabet=st.sampled_from(
        "一二三温室气体年月日表万第，。、；：！？）》”（《“〔〕·…—％℃ \u3000abcXYZ0123456789.,%/()-−×÷≤→tCO₂e²³\n㙍䶮"
    ),
    max_size=120,
)


def setter(language: str = "zh") -> Typesetter:
    return Typesetter(fonts.load(FONTS), "en" if language == "en" else "zh")


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def em(lines: str, measure: float, **more: object) -> list[str]:
    return texts(setter().lines(lines, "serif", SIZE, measure * SIZE, **more))  # type: ignore[arg-type]


@settings(max_examples=400, deadline=None)
@given(NASTY, st.floats(9, 60), st.booleans(), st.sampled_from([0.0, 2.0]), st.sampled_from(["zh", "en"]))
def test_no_line_is_wider_than_the_measure_and_no_character_is_lost(text, measure, justify, indent, language):
    lines = setter(language).lines(text, "serif", SIZE, measure * SIZE, justify=justify, indent=indent)
    assert all(line.width <= measure + 1e-6 for line in lines)
    assert read_back(lines) == "".join(text.split())


@settings(max_examples=400, deadline=None)
@given(NASTY, st.floats(24, 60), st.booleans())
def test_closing_marks_never_begin_and_opening_marks_never_end_a_line(text, measure, justify):
    lines = setter().lines(text, "sans", SIZE, measure * SIZE, justify=justify)
    pieces = [piece for piece in text.split("\n") if piece.strip()]
    begun = {piece.lstrip()[0] for piece in pieces}
    ended = {piece.rstrip()[-1] for piece in pieces}
    run = max((len(one) for one in _runs_without_break(text)), default=0)
    if run > measure:  # a run of marks longer than a line has to be cut somewhere
        return
    for line in texts(lines):
        shown = line.strip()
        if shown:
            assert shown[0] not in CLOSING or shown[0] in begun
            assert shown[-1] not in NEVER_LAST or shown[-1] in ended


def _runs_without_break(text: str) -> list[str]:
    """Stretches that hold no pair of plain ideographs, hence perhaps no place to break."""
    out, current = [], ""
    for before, character in zip(" " + text, text, strict=False):
        if "一" <= before <= "鿿" and "一" <= character <= "鿿":
            out.append(current)
            current = ""
        current += character
    return [*out, current]


@settings(max_examples=200, deadline=None)
@given(NASTY, st.floats(12, 60))
def test_runs_of_a_line_stand_in_order(text, measure):
    for line in setter().lines(text, "sans", SIZE, measure * SIZE, justify=True):
        starts = [run.x for run in line.runs]
        assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        # Twelve ideographs and a full stop at a measure of twelve: the mark may not begin the second line.
        ("一二三四五六七八九十百千。", 12, ["一二三四五六七八九十百", "千。"]),
        # The same at 12.5 fits, since the mark at the line's end takes half its width.
        ("一二三四五六七八九十百千。", 12.5, ["一二三四五六七八九十百千。"]),
        # An opening bracket goes with what it opens.
        ("一二三四五六七八（九十）", 9, ["一二三四五六七八", "（九十）"]),
        # Number and counter, number and unit stay together.
        ("一二三四五六 2025 年", 8, ["一二三四五六", "2025年"]),
        ("一二三四五六 6,811 tCO₂e", 11, ["一二三四五六", "6,811 tCO₂e"]),
        ("一二三四五六七八表 3-1", 9, ["一二三四五六七八", "表3-1"]),
        # Two marks in a row share one and a half em: 4 + 0.5 + 1 + 4.
        ("一二三》（四五六", 7.5, ["一二三》（四五六"]),
        # Wished breaks are kept, empty lines too.
        ("一\n\n二", 9, ["一", "", "二"]),
    ],
)
def test_where_lines_break(text, measure, expected):
    assert em(text, measure) == expected


def test_a_line_a_little_too_long_is_squeezed_at_its_marks():
    text = "一，二，三，四，五，六七八九十百"
    # 16 em natural; five marks give 0.22 em each, so that 15 em hold it.
    assert em(text, 15.0) == [text]
    assert len(em(text, 14.8)) == 2


def test_a_typed_space_at_the_seam_is_not_set_but_air_is():
    spaced, plain = (setter().lines(text, "sans", SIZE, 400)[0] for text in ("排放 CO₂ 量", "排放CO₂量"))
    assert spaced.width == pytest.approx(plain.width)
    latin = setter().lines("CO₂", "sans", SIZE, 400)[0].width
    assert plain.width == pytest.approx(3 + latin + 2 * SEAM)


def test_no_seam_between_wan_and_a_unit():
    assert setter().width("万kWh", "sans", SIZE) == pytest.approx(SIZE + setter().width("kWh", "sans", SIZE))


def test_justified_lines_fill_the_measure_within_the_allowed_gaps():
    text = (
        "化石燃料消费量取自结算单与领用台账，按月汇总，并与报表核对：天然气差异为 0.3%，柴油差异为 1.1%。" * 3
    )
    lines = setter().lines(text, "serif", SIZE, 40 * SIZE, justify=True)
    assert len(lines) > 3
    full = [line for line in lines[:-1] if abs(line.width - 40) < 1e-6]
    assert len(full) >= len(lines) - 2
    assert all(run.gap <= GAP_STRETCH + 1e-9 for line in lines for run in line.runs)
    assert SEAM + SEAM_STRETCH < 0.34


def test_a_long_word_breaks_anywhere_rather_than_overflow():
    lines = em("X" * 100, 10)
    assert "".join(lines) == "X" * 100
    assert len(lines) > 6


def test_latin_quotes_are_narrow_in_english_only():
    english = Typesetter(fonts.load(FONTS), "en").width("company’s", "sans", SIZE)
    assert english < setter().width("company’s", "sans", SIZE) - 0.6 * SIZE


def test_a_character_no_face_holds_becomes_a_box_in_warning_tone():
    line = setter().lines("甲𓀀乙", "sans", SIZE, 400)[0]
    assert [(run.text, run.tone) for run in line.runs] == [("甲", ""), ("□", "warning"), ("乙", "")]


def test_a_rare_character_comes_from_the_face_that_holds_it():
    faces = fonts.load(FONTS)
    rare = next(c for c in map(chr, range(0x3400, 0x4DB0)) if c in faces["sans"] and c not in faces["serif"])
    line = setter().lines(f"王{rare}", "serif", SIZE, 400)[0]
    assert [run.face.role for run in line.runs] == ["serif", "sans"]


def test_balanced_lines_leave_no_single_character():
    lines = setter().balanced("额定功率因", "sans", SIZE, 4.2 * SIZE)
    assert [len(line.text) for line in lines] in ([3, 2], [2, 3])


def test_spans_keep_their_faces_and_tones():
    line = setter().spans(
        (Span("E", "sans", "deep"), Span(" = ", "sans"), Span("1.00", "medium")), SIZE, 400
    )[0]
    assert [(run.text.strip(), run.face.role, run.tone) for run in line.runs if run.text.strip()] == [
        ("E", "sans", "deep"),
        ("=", "sans", ""),
        ("1.00", "medium", ""),
    ]
