"""Years of one project beside each other: base year, restated series, what a change is put down to.

Promise: effects add up to the change exactly, and what was handed out once is never recomputed in silence.
"""
