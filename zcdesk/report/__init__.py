"""What is printed: a `Document` becomes pages.

Promise: a document drawn twice gives the same bytes; no text is lost, clipped or set in a face that lacks it;
every number of the document is on the page as real text that can be searched and copied.

Why so: a report is read by a clerk, an auditor and a ministry who never see the program. What they hold must be
complete by itself, and the copy in the safe must be the copy in the mail.

The page is built from boxes that know their height (`flow`), filled with lines broken by our own typesetter
(`typeset`), drawn by one pen (`ink`) on a ReportLab canvas. Charts are matplotlib figures drawn by that same pen.

Never imports: Qt, the database, packs, calculation, exchange.
"""
