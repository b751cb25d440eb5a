"""The window around a page: bar, sidebar, status line, commands, palette, toasts, handbook, keys.

Promise: a page is imported when it is first shown; every command has one place in the table of commands.
"""
