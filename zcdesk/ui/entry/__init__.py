"""Pages that ask: the table of months, single questions, one thing at a time, guidance beside them.

Promise: a key means the same in every table, and what is typed is in the project when the cell is left.
"""
