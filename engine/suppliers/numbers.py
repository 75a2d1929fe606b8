"""The number under which a supplier is a taxpayer, by the country of the municipality. Pure."""

from __future__ import annotations

from engine.forms.identities import IDENTITIES, read_identity

TAXPAYERS = {
    "AR": "ar_cuit",
    "BO": "bo_nit",
    "BR": "br_cnpj",
    "CL": "cl_rut",
    "CO": "co_nit",
    "DO": "do_rnc",
    "EC": "ec_ruc",
    "GT": "gt_nit",
    "MX": "mx_rfc",
    "PE": "ruc",
    "PY": "py_ruc",
    "SV": "sv_nit",
    "UY": "uy_rut",
    "VE": "ve_rif",
}
"""The kind of number (`engine.forms.identities`) by ISO code of the country; each is checked by its
digit where the country publishes how (python-stdnum; Bolivia does not)."""
LONGEST = 20


def name_of_number(country: str) -> str:
    """What people call it: RUC, NIT, CNPJ."""
    kind = TAXPAYERS.get(country)
    return IDENTITIES[kind].name if kind else "NIT"


def read_number(country: str, text: str) -> str:
    """The bare number; empty when it is none of the country's."""
    kind = TAXPAYERS.get(country)
    typed = text.strip()[: 2 * LONGEST]
    if not typed:
        return ""
    if kind is None:
        bare = "".join(each for each in typed.upper() if each.isalnum() and each.isascii())
        return bare if 5 <= len(bare) <= LONGEST else ""
    reading = read_identity(kind, typed)
    return str(reading.value) if reading.wrong is None else ""
