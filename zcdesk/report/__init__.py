"""What is printed: a `Document` becomes pages.

Promise: a document drawn twice gives the same bytes; no text is lost, clipped or set in a face that lacks it;
every number of the document is on the page as real text that can be searched and copied.

Why so: a report is read by a clerk, an auditor and a ministry who never see the program. What they hold must be
complete by itself, and the copy in the safe must be the copy in the mail.

`telling` is what is said and how, `chapters` are the blocks of a template, and `story` makes a `Document` of both. A
page is built from boxes that know their height (`pages.flow`), filled with lines broken by our own typesetter
(`typesetting`), drawn by one pen (`pen`) on a ReportLab canvas; `charts` are matplotlib figures drawn by that same pen;
`word` and `books` write the same `Document` for editing. They import each other one way.

Never imports: Qt, the database, packs, calculation, exchange.
"""
