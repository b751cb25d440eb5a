"""A report of the open project: printed, sealed, and made on any thread from one moment.

Promise: what is sealed can be recomputed to the digit, or the difference is said.

Never imports: the views of figures and of schemes.
"""
