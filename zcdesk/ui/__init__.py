"""The desk: PySide6, and only here.

Promise: a widget shows and asks; it computes nothing, rounds nothing and looks no factor up. Every number shown is
text made by `zcdesk.workbench`; every change is a command of the workbench, which answers with what changed.

A page gets a `Desk` (workbench, language, theme, year), never the window. Qt signals stay inside `Desk` and inside
widgets. Lengths are in em, colours are roles of a theme, every control is named for a screen reader and reached by
keyboard in reading order.

`widgets` are the parts, `frame` the window around a page, and each other folder the pages of one kind of work; they
import each other one way. What stands beside them is what all need: the desk, the theme, the crash handler.

Never imports: `zcdesk.calc`, `zcdesk.store`, `zcdesk.exchange`, `zcdesk.formula`, a database, ReportLab.
"""
