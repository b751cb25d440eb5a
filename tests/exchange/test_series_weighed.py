"""What readings of no known kind add up to, and which names of columns and files say what they are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.exchange.test_series_in import QUARTERS, asked, day, long, moments, one
from zcdesk.domain.series import NONE
from zcdesk.exchange.series.checks import Laid
from zcdesk.exchange.series.series_in import read
from zcdesk.exchange.series.weighed import options, weighed

MARCH = 28_487_520
"""2024-03-01T00:00 as minutes since 1970: 19,783 days."""


def test_the_name_of_a_file_and_the_word_load_say_nothing_of_power_or_energy() -> None:
    lines = [",".join(["日期", *QUARTERS])]
    lines += [",".join([f"2025/3/{n}", *["900.5"] * 96]) for n in (1, 2)]
    data = "\n".join(lines).encode("gb18030")
    assert asked(read(data, "3月负荷曲线.csv")) == {"reading", "kind"}
    assert asked(read(data, "3月功率.csv")) == {"reading", "kind"}
    assert asked(read(data, "3月负荷(kW).csv")) == {"kind"}


@pytest.mark.parametrize("head, reading", [("有功功率", "power"), ("电量", "energy"), ("负荷(kW)", "power")])
def test_a_head_that_says_it_is_believed(head: str, reading: str) -> None:
    assert one(long(day(), f"时间,{head}")).reading == reading


def test_months_are_weighed_apart_and_the_fullest_is_shown() -> None:
    values = read(long([(at, "2") for at in moments("2024-02-29T00:00", 96 * 3)]), "", {"kind": "load"})
    laid = Laid(MARCH - 1440, 15, values.meters[0].values)
    february, march = weighed(laid, 0)
    assert (february.month, february.count, february.power, february.energy) == ("2024-02", 96, 48, 192)
    assert (march.month, march.count, march.power, march.energy) == ("2024-03", 192, 96, 384)
    assert options([(february, march)])[0][1].en == "power (kW): 96 kWh"


def test_stands_add_up_by_their_steps_and_readings_that_fall_are_none() -> None:
    laid = Laid(
        MARCH, 15, one(long([(at, str(n)) for n, at in enumerate(moments("2024-03-01T00:00", 96))])).values
    )
    (march,) = weighed(laid, -1)
    assert (march.stand, march.falls) == (Decimal("9.5"), 0)  # 95 steps of 0.1
    values = laid.values.copy()
    values[::2] = NONE
    values[1::4] = 500
    (march,) = weighed(Laid(MARCH, 15, values), 0)
    assert march.falls == 24
    assert options([(march,)])[2][1].zh == "累计示数（kWh）：24 处变小，不像"
