"""The entry workbook as a file: written sheet by sheet, and read back by what stands in it.

Promise: what is written can be read back whole; no formula of others is believed.
"""
