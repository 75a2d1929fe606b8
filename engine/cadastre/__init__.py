"""The cadastre: parcels with their ground, their rights and where they came from (LADM, ISO 19152).

`planes`, `faults`, `checking`, `cutting`, `written` and `shares` are pure: given shapes they give
shapes and faults.
"""
