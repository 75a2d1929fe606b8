"""The data sets of the portal, in the order in which they are listed.

The identifiers and the names of fields never change within `v1`; a field may be added. Nothing
leaves that is not named here as public: `open_row` takes only that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.publishing.datasets import Dataset
from engine.sentences import N_
from processes.open_data.registers import (
    COLLECTION,
    COMPLAINTS,
    CONTRACTS,
    LICENCES,
    PARCELS,
    SERVICES,
)
from processes.open_data.taking_part import INDICATORS, PROGRESS, PROPOSALS, SCORES, VOTES

DATASETS = (
    LICENCES, SERVICES, CONTRACTS, COLLECTION, COMPLAINTS, INDICATORS, SCORES, PROGRESS, PROPOSALS,
    VOTES, PARCELS,
)  # fmt: skip
BY_ID: Mapping[str, Dataset] = {each.id: each for each in DATASETS}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Data of a form of its own, at an address of its own below `/open`: `files` are address, media
    type; `standard` is what they conform to."""

    id: str
    title: str
    description: str
    page: str
    files: tuple[tuple[str, str], ...]
    standard: str = ""


ELSEWHERE = (
    Elsewhere(
        "purchases",
        N_("Compras, del plan al pago (OCDS)"),
        N_("Cada compra con sus actos, en el Estándar de Datos para las Contrataciones Abiertas."),
        "purchases",
        (
            ("ocds/index.json", "application/json"),
            ("ocds/tender.csv", "text/csv"),
            ("ocds/awards.csv", "text/csv"),
            ("ocds/contracts.csv", "text/csv"),
        ),
        "https://standard.open-contracting.org/1.1/",
    ),
    Elsewhere(
        "diagnostic",
        N_("Diagnóstico de la gestión"),
        N_("Las rondas del diagnóstico, por área y dimensión."),
        "improvement",
        (
            ("improvement/rounds.csv", "text/csv"),
            ("improvement/rounds.json", "application/json"),
        ),
    ),
    Elsewhere(
        "roots",
        N_("Raíces firmadas de la historia"),
        N_(
            "Cómo quedó cada noche la historia de los expedientes, con la firma de la "
            "municipalidad."
        ),
        "roots",
        (("roots.json", "application/json"),),
    ),
)
