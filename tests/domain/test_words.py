"""Words with a count: one has its own word, any other number the other."""

from __future__ import annotations

from zcdesk.domain.words import Words


def test_a_count_of_one_has_its_own_word() -> None:
    words = Words("写入 {n} 个数", "Write {n} {n:figure|figures}")
    assert words.fill(n=1) == Words("写入 1 个数", "Write 1 figure")
    assert words.fill(n=0).en == "Write 0 figures"
    assert words.fill(n="1,200").en == "Write 1,200 figures"


def test_a_stroke_in_a_value_is_left_alone() -> None:
    assert Words("{what}", "{n:row|rows} of {what}").fill(n=2, what="{n:a|b}").en == "rows of {n:a|b}"
