"""What is said of a table that is taken in."""

from __future__ import annotations

from zcdesk.domain.words import Words

TWICE = Words(
    "{period}有几行（{cells}）；说明是相加，还是取后一行。",
    "{period} stands in several rows ({cells}): say whether they add up, or the last one holds.",
)
SEVERAL = Words("同一个月有几行时：", "Where a month has several rows:")
SEVERAL_WAYS = (
    ("sum", Words("相加", "Add them up")),
    ("last", Words("取后一行", "The last holds")),
)
ORDER = Words("日期先写的是：", "The dates begin with the:")
ORDERS = (("dmy", Words("日（31/01）", "day (31/01)")), ("mdy", Words("月（01/31）", "month (01/31)")))
MONTH = Words("表头写的“本月”是 {year} 年的：", "'This month' of the heads is, of {year}:")
A_MONTH = Words("{n} 月", "{n}")
NO_MONTH = Words(
    "表头写“本月”，标题、表名和日期都没有写是哪个月，先说明。",
    "The heads say 'this month', and neither title, sheet nor date says which: say it first.",
)
PART = Words(
    "“{text}”是几个月的合计，不是一个月也不是全年，没有读；用各月的表。",
    "'{text}' is a sum over several months and was not read: use the tables of the single months, or of the year.",
)
ADDED = Words("{words}（{n} 格相加）", "{words} ({n} cells added)")
NO_UNIT = Words("没有单位；选这些数的单位。", "No unit: choose the unit of these figures.")
UNITS = Words("“{unit}”和 {wanted} 换算不了。", "'{unit}' does not convert into {wanted}.")
NO_YEAR = Words("项目没有 {year} 年；有 {known}。", "The project has no year {year}; there is {known}.")
NONE_AND_FIGURES = Words(
    "写了“无”，同一个月又有数；留一处。",
    "It says that there is none, and has a figure for the same month: keep one.",
)
LEFT = Words(
    "没有导入：{names}。要导入就选它填到哪里。", "Left out: {names}. Choose where they go to take them."
)
ALREADY = Words(
    "这个文件已经在项目里（证据 {evidence}）；再导入一次，数没有变的显示为没变。",
    "The project holds this file already (evidence {evidence}); figures taken before are the same.",
)
NO_ADDING = Words(
    "这个文件已经导入过（证据 {evidence}），再相加会重复计。",
    "This file was taken before (evidence {evidence}): adding it would count it twice.",
)
ILLUSTRATED = Words(
    "{n} 处现在是示例数，导入后换成文件里的数。",
    "{n} answers are illustrative; the figures of the file take their place.",
)
SAMPLE = Words(
    "表里写着“{text}”，看看是不是真的数。", "The table says '{text}': make sure that its figures are real."
)
KEPT = Words("认得这种表，按上次的对应关系。", "This layout is known; it is read as last time.")
ADDS = Words("{before} ＋ {more}", "{before} + {more}")
