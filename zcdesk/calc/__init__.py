"""Calculation: a project and checked definitions give results.

Promise: every result is `Traced` or `Missing`. A missing answer or factor is never zero, and never borrowed from
another year, region or set without a `Flag` that is printed. Nothing is rounded. The same project and the same
packs give the same results, digit by digit.

`Inventory` is the one object here that changes: it remembers what each value was made from, so that an edit
recomputes only what reads the edited answer. Dropping it and building it anew gives the same results; a property
test holds the two together.

Binary floats stand only where figures are statistics: `sampling`, `taping` and `uncertainty`, which tell how wide a
result is and never replace it; and in the curves that `series` gives for drawing, whose sums are whole numbers.

Never imports: `zcdesk.packs`, `zcdesk.store`, `zcdesk.exchange`, `zcdesk.report`, or anything above; definitions
are handed in by `zcdesk.workbench`.
"""
