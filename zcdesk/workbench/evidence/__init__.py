"""Evidence: what proves an answer, tied to it, listed, and taken away again.

Promise: a file is kept once however often it is cited, and taking it away is a step that can be undone.
"""
