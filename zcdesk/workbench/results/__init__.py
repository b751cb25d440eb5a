"""The figures of a year for the screen: totals, sources, charts with their tables, and chains.

Promise: every figure is the printed text of a `Traced` and can be asked for its chain; each chart has the same
numbers as a table.

Never imports: the views of readiness, years or updates, which stand on this.
"""
