"""Charts of a `Document` as matplotlib figures, for the page, the screen and a file of its own.

Promise: labels keep apart, an unknown value is a gap, and colours differ in grey as well.

Never imports: the pages they stand on.
"""
