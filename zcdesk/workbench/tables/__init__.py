"""Any table of a plant: how it is read, where its figures can go, and what they would change.

Promise: every column and row is shown with where it goes or why it goes nowhere; what may mean several things is
asked.
"""
