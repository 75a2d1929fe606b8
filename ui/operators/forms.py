"""What stands in the form that begins a municipality."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.identity.founding import TownFacts
from engine.identity.people import Particulars
from engine.identity.registering import CLAY
from processes.founding import Beginning
from processes.registry import families_of
from ui.countries import currency_of, zone_of
from ui.posted import Posted

ROWS = 5
"""People beside the first who administers: a small municipality has about so many clerks."""
LONGEST = 200
MOST_PROCESSES = 500
TEXTS = ("name", "slug", "country", "region", "ubigeo", "timezone", "locale", "accent")


@dataclass(frozen=True, slots=True)
class PersonTyped:
    """One of the people."""

    name: str = ""
    email: str = ""
    position: str = ""
    role: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing was typed."""
        return not (self.name or self.email or self.position)

    def particulars(self) -> Particulars:
        """As the verbs take it."""
        return Particulars(self.name, self.email, position=self.position)


@dataclass(frozen=True, slots=True)
class BeginningTyped:
    """The whole form; `people` begins with who administers."""

    name: str = ""
    slug: str = ""
    country: str = ""
    region: str = ""
    ubigeo: str = ""
    timezone: str = ""
    locale: str = "es"
    accent: str = CLAY
    folders: frozenset[str] = frozenset()
    people: tuple[PersonTyped, ...] = field(default_factory=lambda: (PersonTyped(),) * (ROWS + 1))

    @classmethod
    def fresh(cls, country: str) -> BeginningTyped:
        """Before anything is typed: all that the house offers to the country is chosen."""
        folders = frozenset(one.name for one in families_of(country))
        locale = "pt" if country == "BR" else "es"
        return cls(country=country, timezone=zone_of(country), locale=locale, folders=folders)

    @classmethod
    def of(cls, form: Posted) -> BeginningTyped:
        """As it was posted."""
        texts = {name: form.one(name)[:LONGEST] for name in TEXTS}
        texts["country"] = texts["country"].upper()
        people = tuple(_person(form, row) for row in range(ROWS + 1))
        folders = frozenset(form.fields.get("folders", [])[:MOST_PROCESSES])
        return cls(**texts, folders=folders, people=people)

    @property
    def joining(self) -> tuple[tuple[int, PersonTyped], ...]:
        """Those beside the first of whom anything was typed, each with its row."""
        return tuple(
            (row, each) for row, each in enumerate(self.people) if row and not each.is_blank
        )

    def asked(self) -> Beginning:
        """What the verb takes; an unknown folder is no folder."""
        known = {one.name for one in families_of(self.country)}
        facts = TownFacts(
            name=self.name,
            country=self.country,
            timezone=self.timezone,
            currency=currency_of(self.country),
            region=self.region,
            ubigeo=self.ubigeo,
            locale=self.locale,
            accent=self.accent,
        )
        people = tuple((each.particulars(), each.role) for _, each in self.joining)
        return Beginning(
            self.slug.lower(),
            facts,
            self.people[0].particulars(),
            frozenset(self.folders & known),
            people,
        )

    def control_of(self, wrong: str, row: int | None) -> str:
        """The id of the control that a refused field stands in."""
        name = wrong.removesuffix("_taken")
        if row is None:
            return name
        number = 0 if row == 0 else self.joining[row - 1][0]
        return f"people.{number}.{'email' if name == 'login' else name}"

    def hidden(self) -> Iterable[tuple[str, str]]:
        """Every field, to be sent once more from a page that only shows them."""
        yield from ((name, getattr(self, name)) for name in TEXTS)
        yield from (("folders", name) for name in sorted(self.folders))
        for row, each in enumerate(self.people):
            for name in PersonTyped.__dataclass_fields__:
                yield f"people.{row}.{name}", getattr(each, name)


def _person(form: Posted, row: int) -> PersonTyped:
    names = PersonTyped.__dataclass_fields__
    return PersonTyped(**{name: form.one(f"people.{row}.{name}")[:LONGEST] for name in names})
