"""What a report says: results and a template become a `Document` with every text final.

Promise: each printed figure is rounded once, by the rule of its method, and keeps its chain.

Never imports: how it is drawn.
"""
