"""What a file would change, cell by cell, and the one step that takes it; the shape of every reader.

Promise: nothing is written before it was seen, each cell not taken says why, and taking is one step with the file
kept as evidence.

Never imports: any reader: readers stand on this.
"""
