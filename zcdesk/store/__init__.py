"""One project, one file: an SQLite database that loses nothing and says so when it is not what it was.

Promise: `ProjectFile.commit` returns when the step is on the disk, and not before; what is shown, what is saved
and what the history adds up to are one thing; a file that is damaged, foreign, newer, locked or gone is met with
a `FileTrouble` that says what happened and what to do, and is never written to.

Why so:

- Current state in plain tables, the list of edits beside it, both in one transaction. The tables keep a project
  readable by any SQLite tool; the list gives undo, audit and past states without being replayed on opening.
- Edits and issued reports are append-only, held by triggers, and each row carries the SHA-256 of the one before
  it. Opening recomputes that chain and a digest of the state, so a flipped bit in either is found before it is
  shown; evidence is checked against its own digest whenever it is read.
- Readings of meters are no answers: they lie packed among the contents, once per digest, and a table says what each
  series is. What they are taken from is evidence; what is taken from them are answers.
- Rollback journal with full synchronisation, not a write-ahead log: one file to put on a stick, no sidecar that
  may be forgotten, and SQLite's whole durability. A commit is a few milliseconds, most of it the disk's.
- Who may write is decided by an operating-system lock on a file beside the project, which ends with the process
  that held it: a killed program leaves nothing to clean up.
- peewee defines the tables and asks the small questions. The state goes through ``executemany`` and plain cursors,
  since a project may hold a hundred thousand answers: peewee takes eleven times as long to write them, and nine times
  to read them as models (measured; 0.28 and 0.21 s here).

Never imports: Qt, packs, calc, report, workbench. Nothing outside this package imports peewee or sqlite3.
"""
