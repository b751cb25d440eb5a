"""Meter series: readings as energy, what was found in them, and the months they answer.

Promise: a month that lacks readings is not filled in silence, and an answer made from meters names them.
"""
