"""What leaves a project: documents about schemes, the verification package, application folders, parts.

Promise: whoever receives it can tell from it alone where each number comes from; no file is left half written.
"""
