"""Electronic bills read: XML, OFD and PDF with a text layer, by layouts that are data.

Promise: each value comes with the words it stands in; no document type, entity or picture is followed.
"""
