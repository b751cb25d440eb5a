"""Packs: reads ``resources/`` and ``forms/``, and trusts nothing in them.

Promise: whatever this package returns has been checked: ids resolve, units fit, formulas parse, words stand in
both languages, each factor has unit, source, clause and confidence. What does not pass is a `PackError` naming the
file and the path inside it. Everything is read when first asked for, so that a program that computes one method
reads one method.

Why TOML and CSV: `tomllib` with exact decimals keeps ``1.10``; people check tables in a spreadsheet.

Never imports: `zcdesk.calc`, `zcdesk.store`, `zcdesk.exchange`, `zcdesk.report`, or anything above.
"""
