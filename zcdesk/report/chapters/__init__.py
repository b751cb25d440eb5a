"""The chapters of a report: each module turns part of the results into blocks of a `Document`.

Promise: nothing is computed here but shares and changes, once, from unrounded values; every number that is printed
is text when it leaves, and every traced figure has its code.

Why so: a template names tables, lines and quantities by id; these modules know kinds of blocks and no sector, so that
a further method prints without a change here.

Never imports: calculation, packs, store, ReportLab.
"""
