"""How long cases are kept, what holds them, and how they are disposed of: by a recorded act only.

Verbs: `holding.hold`, `holding.release`, `disposing.dispose`; `rules.due` tells what is due.
"""
