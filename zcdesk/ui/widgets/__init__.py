"""Parts that every page is made of: texts, lists, pickers, painted figures, work beside the window.

Promise: colours are roles, lengths are in em, every part has a name for a screen reader and is worked by keyboard.

Never imports: pages, or the frame around them.
"""
