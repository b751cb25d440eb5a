"""Pages of what is kept: evidence, history, and findings with their ways out.

Promise: from each entry a key leads to the place it speaks of.
"""
