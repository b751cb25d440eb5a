"""Exchange: files of other programs in and out.

Promise: what comes in is checked for shape before anything of it is believed, and a mistake names the place in the
file and the way out; what goes out follows a schema with a version in ``resources/schema``. Reading a file never
changes a project: it gives values, and `zcdesk.workbench` makes one Edit of them.

A folder for each kind of file, which import each other one way; what stands beside them is what all readers ask first
(`guards`), and the files of this program itself: answers, results, findings, printed lines, the package.

Never imports: `zcdesk.packs`, `zcdesk.calc`, `zcdesk.store`, `zcdesk.report`, or anything above.
"""
