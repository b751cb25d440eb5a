"""What things are: the nouns of the trade as frozen values.

Promise: every type here is immutable, compares by value and imports nothing but the standard library, so that
each other package can rely on it and a test can write it down in one line.

Why so: an answer, a factor, a result and an edit travel through five packages that do not know each other. If
they are plain values, nobody can change them on the way, and the same object serves the screen, the page, the
file and the audit.

Never imports: any other package of zcdesk, Qt, a database, a library.
"""
