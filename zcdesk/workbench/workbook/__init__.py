"""The entry workbook of a year: written for workshops, and read back by what it says.

Promise: a cell is recognised by its words, never by its address.
"""
