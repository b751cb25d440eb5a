"""Newer editions, contents and factors: looked at beside what the project counts with, then taken.

Promise: nothing changes before both sides were computed for every year; accepting is one step that can be undone, and
a sealed year stays as it is.
"""
