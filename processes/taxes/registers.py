"""What forms may ask of the registers of taxes and of the cadastre: whether a code is there.

Who owns a parcel, or who a taxpayer is, is not told here: whoever asks learns that the code is one.
"""

from __future__ import annotations

from engine.identity.actor import Actor
from engine.installation import Installation
from engine.registers.offering import Found
from engine.sentences import N_
from storage.database import Connection
from storage.queries.cadastre import has_parcels, parcel_by_code
from storage.queries.taxes import taxpayer_by_code


class Parcels:
    """The parcels of the cadastre that are of today, by code."""

    name = "parcels"
    gives = frozenset({"direccion", "area"})
    of_people = False
    unknown = N_("No hay un predio con el código «{key}» en el catastro. Revíselo en su recibo.")

    def lookup(
        self, _installation: Installation, connection: Connection, actor: Actor, key: str
    ) -> Found | None:
        """Address and area of a parcel."""
        row = parcel_by_code(connection, actor.municipality_id, key.strip())
        if row is None or row.end_on is not None:
            return None
        return Found({"direccion": row.address, "area": row.area})

    def holds(self, connection: Connection, municipality_id: int, key: str) -> bool:
        """A municipality without a cadastre yet names its parcels as it likes."""
        row = parcel_by_code(connection, municipality_id, key)
        if row is not None:
            return row.end_on is None
        return not has_parcels(connection, municipality_id)


class Taxpayers:
    """The taxpayers, by code; of their data the office alone is told."""

    name = "taxpayers"
    gives = frozenset({"nombre"})
    of_people = False
    unknown = N_("No hay un contribuyente con el código «{key}». Revíselo en su recibo.")

    def lookup(
        self, _installation: Installation, connection: Connection, actor: Actor, key: str
    ) -> Found | None:
        """The name of a taxpayer."""
        if actor.outside:
            return None
        row = taxpayer_by_code(connection, actor.municipality_id, key.strip())
        return None if row is None else Found({"nombre": row.name})

    def holds(self, connection: Connection, municipality_id: int, key: str) -> bool:
        """Whether there is such a taxpayer."""
        return taxpayer_by_code(connection, municipality_id, key) is not None


PARCELS, TAXPAYERS = Parcels(), Taxpayers()
