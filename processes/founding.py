"""A municipality begins: who administers it, the numbers of its country's law, processes of the
catalogue and the people who work there. Commands and the operators' pages ask for the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from engine.definitions.adopting import adopt
from engine.definitions.deploying import Deployed
from engine.identity import Actor, system_actor
from engine.identity.founding import TownFacts, found_town, wrong_facts
from engine.identity.house import APPLICANT, HOUSE_ROLES, SUPPLIER
from engine.identity.people import Added, Particulars, add_person, wrong_in
from engine.installation import Installation
from engine.parameters import load_parameters
from engine.refusals import Refused
from processes.adopting import Offered, Standing, offered
from processes.registry import families_of, manifest_of, parameters_of
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.municipalities import municipality_by_id

UNTOUCHED = frozenset({Standing.ABSENT, Standing.NEWER})
"""What may be taken up unasked: nothing of the municipality's own is in its place."""
_NOBODY_YET = 0


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is asked for: its address on the web, its facts, who administers it, the folders of the
    catalogue that it adopts, and who else works there, each with a role or none."""

    slug: str
    facts: TownFacts
    administrator: Particulars
    folders: frozenset[str] = frozenset()
    people: tuple[tuple[Particulars, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field to correct: of the municipality, or of the person in a row (0: who administers)."""

    field: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class LetIn:
    """Somebody who may come in, with a first password that is shown only now."""

    particulars: Particulars
    role: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """The municipality; `failed` are titles of what was not adopted, `numbers` those of the law."""

    municipality_id: int
    people: tuple[LetIn, ...]
    adopted: int
    failed: tuple[str, ...]
    numbers: int


def roles_of(country: str, folders: Collection[str]) -> dict[str, str]:
    """The roles that somebody could be given with these folders in force, and what they are called
    where a process says so."""
    found = dict.fromkeys(HOUSE_ROLES, "")
    for one in families_of(country):
        if one.name in folders:
            found |= manifest_of(one).role_titles
    return {role: title for role, title in found.items() if role not in (APPLICANT, SUPPLIER)}


def wrong_with(installation: Installation, asked: Beginning) -> list[Wrong]:
    """What to correct before anything is done: of the municipality, then of each of the people."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        facts = wrong_facts(installation, connection, asked.slug, asked.facts)
        return [*map(Wrong, facts), *_wrong_people(connection, asked)]


def begin(installation: Installation, asked: Beginning) -> Begun | Refused:
    """Found the municipality, of which `wrong_with` found nothing wrong. What follows is done piece
    by piece: what was cut off is finished by adopting the rest and letting people in as always.
    Refused: invalid_data (field), where the address was taken in the same moment."""
    founded = found_town(installation, asked.slug, asked.facts, asked.administrator)
    if isinstance(founded, Refused):
        return founded
    town_id = founded.municipality_id
    numbers = load_law(installation, town_id, asked.facts.country)
    answers = list(
        adopt_each(
            installation,
            system_actor(town_id),
            [one for one in offers_to(installation, town_id) if one.name in asked.folders],
        )
    )
    adopted = sum(isinstance(answer, Deployed) for _, answer in answers)
    failed = tuple(one.title for one, answer in answers if isinstance(answer, Refused))
    first = LetIn(asked.administrator.tidy(), "", founded.administrator.password)
    others = _let_in(installation, town_id, asked.people)
    return Begun(town_id, (first, *others), adopted, failed, numbers)


def offers_to(installation: Installation, town_id: int) -> tuple[Offered, ...]:
    """What the house offers to a municipality, and how it stands there."""
    with installation.database.read(town_id) as connection:
        row = municipality_by_id(connection, town_id)
        return offered(connection, row) if row is not None else ()


def adopt_each(
    installation: Installation, actor: Actor, wanted: Iterable[Offered]
) -> Iterator[tuple[Offered, Deployed | Refused]]:
    """Bring each into force in its own transaction, one after the other as it is asked for."""
    for one in wanted:
        yield one, adopt(installation, actor, one.bundle)


def load_law(installation: Installation, municipality_id: int, country: str) -> int:
    """The dated numbers of the country's law, as far as the house has them; how many."""
    try:
        content = parameters_of(country)
    except FileNotFoundError:
        return 0
    return load_parameters(installation, municipality_id, content)


def _let_in(
    installation: Installation, town_id: int, people: Sequence[tuple[Particulars, str]]
) -> list[LetIn]:
    found = []
    for particulars, role in people:
        roles = [role] if role else []
        answer = add_person(installation, system_actor(town_id), particulars, roles=roles)
        if isinstance(answer, Refused) and roles:  # a process that gives the role was not adopted
            answer = add_person(installation, system_actor(town_id), particulars)
        if isinstance(answer, Added):
            found.append(LetIn(particulars.tidy(), role, answer.password))
    return found


def _wrong_people(connection: Connection, asked: Beginning) -> Iterator[Wrong]:
    roles, logins = roles_of(asked.facts.country, asked.folders), set[str]()
    for row, (particulars, role) in enumerate([(asked.administrator, ""), *asked.people]):
        told = particulars.tidy()
        wrong = wrong_in(connection, _NOBODY_YET, told)
        if not wrong and told.email in logins:
            wrong = "email_taken"
        if not wrong and role and role not in roles:
            wrong = "role"
        if wrong:
            yield Wrong(wrong, row)
        logins |= {told.email} - {""}
