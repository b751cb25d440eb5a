"""The report page: the real PDF, its figures, sealing and handing out; a published report audited.

Promise: what is seen is the file that will be handed in.
"""
