"""Documents of the case file: what is let in, how it is kept, and who may read it.

Verbs: `attaching.attach`, `opening.open_version`. They are not imported here, because opening a
case files documents too and would meet itself.
"""
