"""Any table of others: sheets of plain cells, the tables in them, their heads, periods and figures.

Promise: a figure is told with its name, unit and period or with the reason why not; a large or hostile file is
refused early.
"""
