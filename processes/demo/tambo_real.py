"""Who is who in Tambo Real: an invented district, placed where the real one of Zurite lies.

People and companies are invented; ubigeos are real and RUC numbers have valid check digits.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.identity.contact import Contact

SLUG = "tambo-real"
NAME = "Municipalidad Distrital de Tambo Real"
UBIGEO = "080309"
PASSWORD = "tambo-real-2026"  # noqa: S105  the documented password of the demo, on purpose
DOMAIN = "tamboreal.example"
REACHED = Contact(
    address="Jr. Unión 120, Plaza de Armas",
    hours="Lunes a viernes, 8:00 a 16:30",
    telephone="084 312 045",
    email=f"mesadepartes@{DOMAIN}",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the demo; `key` is how the story of the purchases calls them."""

    key: str
    name: str
    position: str
    national_id: str
    roles: tuple[str, ...]

    @property
    def email(self) -> str:
        """What they sign in with."""
        return f"{self.key}@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class Supplier:
    """A company that bids or quotes; `ubigeo` is that of its seat."""

    name: str
    ruc: str
    ubigeo: str
    small: bool = False


PEOPLE = (
    Person("julia", "Julia Ccori", "Jefa de Servicios Públicos", "41203377", ("area_usuaria",)),
    Person(
        "hugo",
        "Hugo Tello",
        "Jefe de Planeamiento y Presupuesto",
        "23907712",
        ("presupuesto", "planeamiento", "responsable_area"),
    ),
    Person(
        "rosa",
        "Rosa Quispe",
        "Jefa de Contrataciones",
        "40718825",
        ("contrataciones", "responsable_area"),
    ),
    Person("marta", "Marta Poma", "Especialista en logística", "42660134", ("comite",)),
    Person(
        "elmer",
        "Elmer Rojas",
        "Responsable de Almacén y Archivo",
        "43118890",
        ("comite", "almacen", "archivo", "verificador"),
    ),
    Person("ana", "Ana Mamani", "Ingeniera de Obras", "45520071", ("comite", "responsable_area")),
    Person(
        "luis",
        "Luis Vargas",
        "Alcalde",
        "23851146",
        ("autoridad", "calendario", "operador", "administrador"),
    ),
    Person("carmen", "Carmen Huallpa", "Tesorera", "44301298", ("tesoreria", "responsable_area")),
    Person(
        "sonia",
        "Sonia Huamán",
        "Responsable de Mesa de Partes",
        "43520117",
        ("mesa_de_partes", "notificador", "responsable_area"),
    ),
    Person(
        "raul",
        "Raúl Cusi",
        "Especialista en Licencias y Catastro",
        "44870213",
        ("especialista", "catastro", "rentas"),
    ),
    Person(
        "ines",
        "Inés Paucar",
        "Inspectora de Seguridad y Sanidad",
        "42917704",
        ("inspector", "comision", "sanidad", "control_posterior"),
    ),
    Person(
        "teo", "Teófilo Layme", "Registrador Civil y Cajero", "23945518", ("registro_civil", "caja")
    ),
    Person(
        "pilar",
        "Pilar Yupanqui",
        "Secretaria General",
        "40226631",
        ("transparencia", "reclamos", "jefatura", "asesoria_legal", "concejo", "administrador"),
    ),
    Person("elena", "Elena Ríos", "Control institucional", "41876520", ("auditor",)),
    Person(
        "ivan",
        "Iván Ttito",
        "Auxiliar Coactivo y de Cobranza",
        "45883910",
        ("cobranza", "auxiliar_coactivo"),
    ),
    Person("nora", "Nora Zegarra", "Ejecutora Coactiva", "23990871", ("ejecutor",)),
    Person("proveedor", "Nélida Farfán", "Hidráulica del Sur S.A.C.", "46872210", ("proveedor",)),
)

COMMITTEE = ("marta", "elmer", "ana")

HIDRAULICA = Supplier("Hidráulica del Sur S.A.C.", "20512345671", "080101")
BOMBAS = Supplier("Bombas y Riegos Andinos S.A.C.", "20498765433", "080301")
VALLE = Supplier("Ferretería El Valle E.I.R.L.", "20601234565", "080309", small=True)
LUCES = Supplier("Luces del Cusco S.A.", "20456123784", "080101")
ANDINA = Supplier("Comercial Andina S.R.L.", "20604771227", "080304", small=True)
CENTRAL = Supplier("Distribuidora Central S.A.C.", "20551234984", "080305")

SUPPLIERS = (HIDRAULICA, BOMBAS, VALLE, LUCES, ANDINA, CENTRAL)


def person(key: str) -> Person:
    """The person that the story calls `key`."""
    return next(one for one in PEOPLE if one.key == key)
