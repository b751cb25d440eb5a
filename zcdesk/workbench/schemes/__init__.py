"""Schemes that a project follows: what is judged or skipped, and verdicts in words and as JSON.

Promise: a verdict that has no ground is unknown, with what it waits for, and never met in silence.

Never imports: the views of figures and what is handed out.
"""
