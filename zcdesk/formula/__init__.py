"""The formula language: one small language for result lines, relevance, checks, scores and conditions.

Promise: a text is read once when a pack loads, refused unless it is made of numbers, names, arithmetic,
comparisons, ``and``/``or``/``not`` and the closed set of functions in `functions`; its units are worked out once
for all; then the same tree is computed (`evaluate`) and printed (`explain`). Nothing in a pack can run code.

The functions are ``sum`` (over the rows of a table), ``sum_if`` (over those for which a condition holds), ``first``
(the first that is not missing), ``min``, ``max``, ``if_``, ``step``, ``factor`` (a published value), ``prior`` (the
same quantity a year earlier) and ``given`` (whether it is answered). There are no loops, assignments, user functions,
or subscripts. What does not fit is a named function in `zcdesk.calc`, in Python; another function here is a
decision to be written here.

``sum_if`` came tenth, since balances and ledgers ask for a part of a table. In its condition a name of that table
means each row in turn, and every other name what it means outside, so that a line over one table may pick rows of
another. Of a row that does not fulfil it nothing but the condition is read; where the condition of one row is not
known, neither is the sum.

``years``, ``months`` and ``days`` came with ledgers of certificates: nothing else reads a date. ``years(date)`` is
the accounting year less the year of the date, ``days(date)`` the days from it to the end of the accounting year,
``months(from, to)`` the calendar months from the one to the other. With them came ``rows(name)``, the number of rows
of the table of a name, so that a total may come from a ledger where there is one.

Units: a conversion between units of one dimension (kg to t) is found when the pack loads and becomes a node
`Scaled` of the tree, so that computing needs no units and printing shows the step. Per cent is read as its
hundredth where it is named and needs no step in print.

Missing values: a missing operand makes the whole formula missing, and the list of what is missing is complete:
reading does not stop at the first.

Never imports: anything but `zcdesk.domain`.
"""
