"""A year judged by schemes, for the screen: verdict, gates, indicators, checklist, sides.

Promise: what is not publicly known is shown as unknown, and each verdict can be asked for its chain down to the
evidence.
"""
