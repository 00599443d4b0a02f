"""Handlingar: the facts of one akt in, a PDF out. No clock, no store, no network.

`underlag` is what a handling may be written from, `mallar` the catalogue of templates with what each may
read and what a finished one needs, `render` makes the file. A new handling is an entry in the catalogue
and `templates/handlingar/<kod>.html`, which extends `bas.html` and uses the macros of `makron.html`.
"""
