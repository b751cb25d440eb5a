"""The command line: the same program without a screen.

Promise: whatever the desk can compute, check, print or verify, a command here does without Qt, in words for people
or, with ``--json``, as one JSON document for programs. Nothing is written halfway.

Exit codes: 0 done; 1 done, and something is missing or wrong in the data; 2 the command was not understood; 3 what
was given was refused, and nothing changed; 4 a file could not be read or written; 5 verification failed.

Why several modules: a command imports what it needs and no more, so that ``compute`` starts without the report engine.

Never imports: `zcdesk.ui`, Qt.
"""
