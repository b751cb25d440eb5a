"""The window one comes in by: recent projects, the guide to a new one, opening beside it.

Promise: it is usable before anything heavy is loaded.
"""
