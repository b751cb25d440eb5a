"""A `Document` as a Word file: the same blocks and texts as on paper, in named styles, for editing."""

from zcdesk.report.word.file import render_word, write_word

__all__ = ["render_word", "write_word"]
