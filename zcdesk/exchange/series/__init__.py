"""Readings of meters: heads, clocks and readings of any table of them, made into series.

Promise: digits are kept as they stand, what a file does not say is asked, and a large file is read in arrays, not in
rows.
"""
