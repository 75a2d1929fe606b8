"""A municipality begins in three steps: its country, the form, and a look at what will be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from fastapi import APIRouter
from starlette.responses import Response

from engine.network.acts import ActKind, note_act
from engine.refusals import Refused
from processes.founding import Begun, Wrong, begin, roles_of, wrong_with
from processes.registry import families_of, manifest_of
from ui.comparison.around import Operating, network_page
from ui.countries import ZONES, country_names, zone_names
from ui.language import NAMES
from ui.operators.forms import ROWS, BeginningTyped
from ui.operators.guard import SECTION, Running
from ui.parts import Choice, Crumb, FieldError
from ui.roles import HOUSE
from ui.start.present import family_title
from ui.visit import Form
from ui.wrong_fields import WRONG

router = APIRouter(prefix="/network/municipalities/new")


@router.get("", response_model=None)
def ask(here: Running, country: str = "") -> Response:
    """Which country, and then the form with what is usual there."""
    if country.upper() in ZONES:
        return form_page(here, BeginningTyped.fresh(country.upper()))
    countries = [Choice(*each) for each in country_names(here.localisation.language)]
    context = {"crumbs": crumbs(here), "countries": countries, "action": here.path(*NEW)}
    return network_page(here, "operators/country.html", context, section=SECTION)


@router.post("", response_model=None)
def answer(form: Form, here: Running) -> Response:
    """Look at it, correct it, or make it: `step` is look, again or make."""
    typed = BeginningTyped.of(form)
    if typed.country not in ZONES:
        return ask(here)
    step = form.one("step")
    if step == "again":
        return form_page(here, typed)
    asked = typed.asked()
    wrong = wrong_with(here.installation, asked)
    if wrong:
        return form_page(here, typed, wrong)
    if step != "make":
        return look_page(here, typed)
    made = begin(here.installation, asked)
    if isinstance(made, Refused):
        return form_page(here, typed, [Wrong(made.details.get("field", "slug"))])
    note_act(here.installation, here.account, ActKind.BEGAN, town=asked.slug, told=typed.name)
    return made_page(here, typed, made)


def form_page(here: Operating, typed: BeginningTyped, wrong: Sequence[Wrong] = ()) -> Response:
    """The form, with what to correct."""
    errors = {typed.control_of(each.field, each.row): told_of(here, each) for each in wrong}
    languages = [Choice(tag, name) for tag, name in NAMES.items()]
    context = {
        "crumbs": crumbs(here),
        "typed": typed,
        "errors": errors,
        "summary": [FieldError(*each) for each in errors.items()],
        "country": country_name(here, typed.country),
        "other_country": here.path(*NEW),
        "zones": [Choice(name, name.replace("_", " ")) for name in zone_names()],
        "languages": languages,
        "areas": areas_of(typed.country),
        "roles": [Choice(*each) for each in role_pairs(here, typed)],
        "rows": range(1, ROWS + 1),
        "action": here.path(*NEW),
    }
    status = 422 if wrong else 200
    return network_page(here, "operators/form.html", context, section=SECTION, status=status)


def look_page(here: Operating, typed: BeginningTyped) -> Response:
    """What will be made, before it is."""
    titles = dict(role_pairs(here, typed))
    people = [(each, titles.get(each.role, "")) for _, each in typed.joining]
    context = {
        "crumbs": crumbs(here),
        "typed": typed,
        "country": country_name(here, typed.country),
        "speaks": NAMES.get(typed.locale, typed.locale),
        "people": people,
        "chosen": [
            (area, taken)
            for area, choices in areas_of(typed.country)
            if (taken := [each.label for each in choices if each.value in typed.folders])
        ],
        "hidden": list(typed.hidden()),
        "action": here.path(*NEW),
    }
    return network_page(here, "operators/look.html", context, section=SECTION)


def made_page(here: Operating, typed: BeginningTyped, made: Begun) -> Response:
    """It stands: where it is, and the first passwords, this one time."""
    slug = typed.slug.lower()
    titles = dict(role_pairs(here, typed))
    context = {
        "crumbs": crumbs(here),
        "name": typed.name,
        "made": made,
        "people": [
            (each, titles.get(each.role, "") if row else here.words.gettext("Administrador"))
            for row, each in enumerate(made.people)
        ],
        "sign_in_href": f"/{slug}/sign-in",
        "window_href": f"/{slug}",
        "town_href": here.path("municipalities", slug),
    }
    return network_page(here, "operators/made.html", context, section=SECTION)


def told_of(here: Operating, wrong: Wrong) -> str:
    """What to correct."""
    if wrong.field == "name" and wrong.row is None:
        return here.words.gettext("Escriba el nombre de la municipalidad.")
    if wrong.field == "login":
        return here.words.gettext("Escriba su correo: con él ingresa.")
    return WRONG[wrong.field](here.words)


def areas_of(country: str) -> list[tuple[str, list[Choice]]]:
    """What the house offers to a country, by area."""
    offered = [(manifest_of(one), one.name) for one in families_of(country)]
    found = sorted((manifest.family, manifest.title, name) for manifest, name in offered)
    return [
        (family_title(area), [Choice(name, title) for _, title, name in group])
        for area, group in groupby(found, key=lambda each: each[0])
    ]


def role_pairs(here: Operating, typed: BeginningTyped) -> list[tuple[str, str]]:
    """Roles of the house and of all that the country is offered, each with what it is called."""
    folders = [one.name for one in families_of(typed.country)]
    house: Mapping[str, str] = {role: words(here.words)[0] for role, words in HOUSE.items()}
    found = roles_of(typed.country, folders)
    pairs = [(role, house.get(role) or title or role) for role, title in found.items()]
    return sorted(pairs, key=lambda each: each[1].casefold())


def country_name(here: Operating, code: str) -> str:
    """What a country is called."""
    return dict(country_names(here.localisation.language)).get(code, code)


def crumbs(here: Operating) -> list[Crumb]:
    _ = here.words.gettext
    return [
        Crumb(_("Municipalidades"), here.path("municipalities")),
        Crumb(_("Municipalidad nueva")),
    ]


NEW = ("municipalities", "new")
