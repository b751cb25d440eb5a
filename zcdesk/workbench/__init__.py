"""The open project: commands in, one notification out.

Promise: whoever holds a workbench sees one project, one history and one set of results, and each step of work is
saved when the call that makes it returns.

Why so: the workers (packs, calc, store, exchange, report) do not know each other; here they are introduced. What can
be a value is one (`history.History`, a snapshot for a background job), so that only the workbench itself changes.

A folder for each thing a project is worked on with; what stands beside them is the open project itself and what all
of them need. `forms`, `evidence` and `past` are about answers; `results`, `years`, `updates`, `schemes` and
`readiness` about figures; `preview`, `workbook`, `tables`, `bills`, `series` and `intake` about what comes in;
`printing` and `handed_out` about what goes out. They import each other one way, and a contract holds that.

Never imports: Qt, peewee or sqlite3, the command line.
"""
