"""Product footprints as files: PACT in and out, openLCA out.

Promise: what breaks the data model is refused with its rule, and nothing is left out in silence.
"""
