"""Type on the page: faces, clusters, lines broken and set, sizes and fixed words of the page.

Promise: no character is set in a face that lacks it, and no line is longer than its measure.

Never imports: anything that draws.
"""
