"""Pages of ``forms/`` as they are asked and filled in: lines, cells, questions, steps that answer.

Promise: every step is one edit of the project that can be undone; what a cell shows is text ready to draw, with its
unit, its state and what is said of it, and nothing is converted or rounded by whoever draws it.

Never imports: what is printed, the figures of a year, or schemes.
"""
