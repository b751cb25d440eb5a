"""The pen: what is put on a ReportLab canvas, with the tags and names that a PDF holds beside it.

Promise: what is drawn twice gives the same bytes, and each text is there to be searched and read aloud.

Never imports: blocks, tables or charts.
"""
