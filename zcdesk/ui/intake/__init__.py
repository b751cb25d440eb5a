"""Pages on which something comes in or goes out: tables, bills, meter series, copies, workbooks.

Promise: nothing is taken before it was seen, and reading a file never holds the window.
"""
