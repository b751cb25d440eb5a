"""Pages of readiness: verdict and indicators, checklist, schemes side by side, opportunities, suppliers.

Promise: what is unknown looks unknown.
"""
