"""A `Document`, or one view, as a workbook: as printed, and each value with all its digits.

Promise: a text is never taken for a formula.
"""
