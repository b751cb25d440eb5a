"""The open project: commands in, one notification out.

Promise: whoever holds a workbench sees one project, one history and one set of results, and each step of work is
saved when the call that makes it returns.

Why so: the workers (packs, calc, store, exchange, report) do not know each other; here they are introduced. What can
be a value is one (`history.History`, a snapshot for a background job), so that only the workbench itself changes.

Never imports: Qt, peewee or sqlite3, the command line.
"""
