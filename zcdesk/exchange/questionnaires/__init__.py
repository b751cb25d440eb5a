"""Questionnaires as workbooks: written to be filled in, and read back.

Promise: a share is computed from the amounts that were answered, never taken over.
"""
