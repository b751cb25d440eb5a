"""Electronic bills: what they say of activity, where it is answered, and the step that takes them.

Promise: a figure is taken only where a layout kept as data says where it stands; what cannot be read says so.
"""
