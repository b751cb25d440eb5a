"""Pages: which block becomes which box, and how boxes go down the sheets.

Promise: nothing is clipped or lost; a head stays with what it heads, and a row is never broken from its figures.
"""
