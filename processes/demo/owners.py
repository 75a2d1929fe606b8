"""Who owns the lots of Tambo Real: people, couples and a few companies, all invented, and always
the same ones. The lots that the story speaks of have the owners that it names.

Pure. Some own several lots, some only half of one, and some are pensioners.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

PENSIONER = 0.35
"""Of those who own their only home and were born long ago."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who owns lots; `pensioner` has the benefit of one."""

    number: str
    name: str
    pensioner: bool = False

    @property
    def document(self) -> str:
        """Its kind and number."""
        return f"{'RUC' if len(self.number) == 11 else 'DNI'} {self.number}"


HILDA = Owner("40000728", "Huamán Tupa, Hilda")
FORTUNATO = Owner("23881046", "Palomino Ochoa, Fortunato")
AUSANGATE = Owner("20603988125", "Inversiones Ausangate S.R.L.")
SATURNINO = Owner("41250877", "Tupa Yupanqui, Saturnino")
ELSA = Owner("43316092", "Cusi Quispe, Elsa")
MARCOS = Owner("45108213", "Ochoa Mamani, Marcos")
YENY = Owner("70455126", "Huamán Ccori, Yeny")
NAMED = (HILDA, FORTUNATO, AUSANGATE, SATURNINO, ELSA, MARCOS, YENY)
"""Of whom the story of the taxes tells, in the order in which they are registered."""

TOLD: Mapping[str, tuple[Owner, ...]] = {
    "01-001-001": (
        Owner("40000707", "Ccori Cusi, Marcos"),
        Owner("40000708", "Quispe Palomino, Nélida"),
    ),
    "01-001-004": (HILDA,),
    "01-001-005": (HILDA,),
    **dict.fromkeys(("01-001-007", "01-001-008", "01-001-010"), (FORTUNATO,)),
    "01-001-009": (ELSA,),
    "01-001-011": (MARCOS,),
    "01-001-013": (YENY,),
    **dict.fromkeys(("01-002-001", "01-002-002", "01-002-003", "01-002-004"), (AUSANGATE,)),
    "01-002-005": (SATURNINO,),
    "01-035-007": (Owner("40003507", "Cusi Huamán, Gregoria"),),
    "01-045-003": (Owner("41203377", "Ccori Huamán, Julia"),),
    "01-045-004": (Owner("40718825", "Quispe Mamani, Rosa"),),
    "01-045-005": (Owner("23945590", "Layme Condori, Eusebio"),),
    "01-046-001": (Owner("20601234565", "Inmobiliaria Tambo S.A.C."),),
    "01-046-002": (Owner("46872210", "Farfán Ticona, Nélida"),),
}
COMPANIES = (
    Owner("20527844101", "Constructora Pachatusan S.A.C."),
    Owner("20455119821", "Agropecuaria Valle Sagrado S.A."),
    Owner("20564012778", "Transportes Rápidos del Sur E.I.R.L."),
    Owner("20601773458", "Comercial Las Retamas S.A.C."),
    Owner("20398502133", "Asociación Pro Vivienda Alto Tambo"),
    Owner("20607339181", "Hospedajes Qoyllur S.A.C."),
    Owner("20491022664", "Cooperativa Agraria San Isidro"),
    Owner("20533901477", "Molinera Huaypo S.R.L."),
)
SURNAMES = (
    *("Quispe", "Huamán", "Mamani", "Ccori", "Tupa", "Ochoa", "Palomino", "Cusi", "Yupanqui"),
    *("Condori", "Huillca", "Puma", "Ttito", "Champi", "Sallo", "Auccapuri", "Layme", "Farfán"),
    *("Ccapa", "Cahuana", "Paucar", "Poma", "Rojas", "Vargas", "Zegarra", "Zúñiga", "Becerra"),
    *("Loayza", "Delgado", "Pacheco", "Valdivia", "Olivera", "Gutiérrez", "Chávez", "Salas"),
    *("Ramos", "Apaza", "Choque", "Flores", "Álvarez"),
)
NAMES = (
    *("Rosa", "Julio", "Nélida", "Elsa", "Marcos", "Hilda", "Yeny", "Benita", "Rufina", "Edgar"),
    *("Wilber", "Luz Marina", "Genara", "Felícitas", "Rufino", "Víctor", "Juan Carlos", "Percy"),
    *("María Elena", "Gregoria", "Eulogio", "Sabina", "Marleny", "Yolanda", "Hernán", "Mercedes"),
    *("Fredy", "Justina", "Dina", "Abel", "Lucio", "Nancy", "Teodora", "Ronald", "Milagros"),
    *("Santos", "Vilma", "Américo", "Silvia", "Roger", "Flor de María", "Cirilo", "Ana Luz"),
)
_BORN_LONG_AGO = (23_800_000, 23_999_999)
_MOST, _YOUNG = (40_000_000, 47_999_999), (70_000_000, 76_999_999)


def owners_of(codes: Iterable[str]) -> dict[str, tuple[Owner, ...]]:
    """Who owns each lot, in equal parts."""
    chance = Random(1824)  # noqa: S311  # invented people, nothing secret
    drawn = _Drawn(chance)
    return {code: TOLD.get(code) or drawn.of_a_lot() for code in codes}


class _Drawn:
    """People drawn by chance; nobody has the document of another."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._known: list[Owner] = []
        self._taken = {each.number for some in TOLD.values() for each in some}

    def of_a_lot(self) -> tuple[Owner, ...]:
        """A company, somebody who has another lot near by, a couple, or a person."""
        drawn = self._chance.random()
        if drawn < 0.02:
            return (self._chance.choice(COMPANIES),)
        if drawn < 0.22 and self._known:
            return (self._chance.choice(self._known[-40:]),)
        if drawn < 0.34:
            return self._person(), self._person()
        one = self._person()
        self._known.append(one)
        return (one,)

    def _person(self) -> Owner:
        chance = self._chance
        (between,) = chance.choices((_BORN_LONG_AGO, _MOST, _YOUNG), (22, 63, 15))
        number = str(chance.randint(*between))
        while number in self._taken:
            number = str(chance.randint(*between))
        self._taken.add(number)
        name = f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)}, {chance.choice(NAMES)}"
        pensioner = between is _BORN_LONG_AGO and chance.random() < PENSIONER
        return Owner(number, name, pensioner)
