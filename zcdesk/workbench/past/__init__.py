"""What was done: the history in words, any past moment, and two copies of a project joined.

Promise: no edit is lost or rewritten; what two people changed differently is put before a person.
"""
