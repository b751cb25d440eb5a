"""Every kind of file that comes in, by one door: recognised, seen first, taken as one step.

Promise: a file of any kind ends as a preview or as a sentence, on the desk and on the command line alike.
"""
