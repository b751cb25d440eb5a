"""Pages of figures: results with charts, the chain of a figure, years and proposals side by side.

Promise: every figure on them opens its chain.
"""
