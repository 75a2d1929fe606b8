"""What every staff page has around it: the navigation, the person, today and the next holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from engine.auditing.rights import may_audit
from engine.cadastre.rights import may_look as sees_parcels
from engine.calendar import Calendar
from engine.identity import AUDITOR
from engine.identity.house import ADMINISTRATOR, OPERATOR, TREASURER
from engine.identity.rights import may_administer
from engine.payments.rights import is_cashier, may_look
from engine.retention.erasing import may_erase
from engine.retention.rules import ARCHIVIST
from engine.suppliers.rights import may_look as sees_suppliers
from engine.teams.role import ROLE as TEAM
from engine.vouching.providers import Door, providers_in
from ui.deadlines.why import days_listed
from ui.parts import NavItem, Reader, Shell
from ui.taxes.rights import looks_at_taxes
from ui.visit import Member

CONTRACTING = frozenset({"contrataciones", TREASURER, AUDITOR})
"""Who looks after contracts and their guarantees; everybody inside may look."""
IMPROVING = frozenset({"planeamiento", "responsable_area", "verificador", AUDITOR})
"""Who measures how the municipality is managed; everybody inside may look."""
MANAGING = IMPROVING | {ADMINISTRATOR, OPERATOR, "autoridad", "gerencia"}
"""Who is led to the dashboard; everybody inside may look."""
LOOK_AHEAD = 21  # days in which a holiday is worth a line


def shell_of(
    here: Member,
    *,
    section: str,
    waiting: int,
    calendar: Calendar,
    role: str,
    inside: bool,
    operates: bool = False,
    csrf: str = "",
    unread: int = 0,
) -> Shell:
    """The shell of a page in one `section` of the navigation; `waiting` counts the inbox. Who is
    not `inside` the municipality is led to less."""
    _ = here.words.gettext
    inbox = NavItem(_("Bandeja"), here.path("inbox"), "inbox", section == "inbox", waiting)
    cases = NavItem(_("Expedientes"), here.path("cases"), "folder", section == "cases")
    due = NavItem(
        _("Vencimientos"), here.path("deadlines"), "calendar-days", section == "deadlines"
    )
    start = NavItem(_("Iniciar trámite"), here.path("start"), "circle-plus", section == "start")
    processes = NavItem(_("Procesos"), here.path("processes"), "workflow", section == "processes")
    wrong = NavItem(
        _("Incidencias"), here.path("incidents"), "triangle-alert", section == "incidents"
    )
    load = NavItem(_("Carga"), here.path("inbox", "load"), "scale", section == "load")
    people = NavItem(_("Personas y roles"), here.path("people"), "users", section == "people")
    kept = NavItem(_("Archivo"), here.path("archive"), "archive", section == "archive")
    keeps = not here.actor.roles.isdisjoint({ARCHIVIST, AUDITOR})
    till = NavItem(_("Caja"), here.path("till"), "receipt", section == "till")
    money = NavItem(_("Pagos"), here.path("payments"), "wallet", section == "payments")
    signed = NavItem(_("Contratos"), here.path("contracts"), "file-text", section == "contracts")
    land = NavItem(_("Catastro"), here.path("cadastre"), "map", section == "cadastre")
    sells = NavItem(
        _("Proveedores"),
        here.path("supplier-register"),
        "building-2",
        section == "supplier-register",
    )
    better = NavItem(
        _("Plan de mejora"), here.path("improvement"), "sprout", section == "improvement"
    )
    team = NavItem(_("Equipo móvil"), here.path("team"), "route", section == "team")
    taxes = NavItem(_("Tributos"), here.path("taxes"), "landmark", section == "taxes")
    told = NavItem(_("Tablero"), here.path("indicators"), "chart-column", section == "indicators")
    erased = NavItem(_("Borrados"), here.path("erasures"), "eye-off", section == "erasures")
    audited = NavItem(_("Auditoría"), here.path("audit"), "shield-check", section == "audit")
    managed = (
        *((team,) if TEAM in here.actor.roles else ()),
        *((told,) if not here.actor.roles.isdisjoint(MANAGING) else ()),
        *((better,) if not here.actor.roles.isdisjoint(IMPROVING) else ()),
        *((signed,) if not here.actor.roles.isdisjoint(CONTRACTING) else ()),
        *((sells,) if sees_suppliers(here.actor) else ()),
        *((taxes,) if looks_at_taxes(here.actor) else ()),
        *((till,) if is_cashier(here.actor) else ()),
        *((money,) if may_look(here.actor) else ()),
        *((kept,) if keeps else ()),
        *((wrong, load) if operates else ()),
        *((people,) if may_administer(here.actor) else ()),
        *((land,) if sees_parcels(here.actor) else ()),
        *((erased,) if may_erase(here.actor) or may_audit(here.actor) else ()),
        *((audited,) if may_audit(here.actor) else ()),
    )
    vouched = any(Door.STAFF in each.doors for each in providers_in(here.municipality.settings))
    short = NavItem(_("Iniciar"), here.path("start"), "circle-plus", section == "start")
    return Shell(
        municipality=here.municipality.name,
        accent=here.municipality.accent,
        home_href=here.path("inbox"),
        groups=lettered(
            (inbox, cases, *((due,) if inside else ()), start),
            (processes, *managed),
        ),
        bottom=(inbox, cases, wrong if operates and section == "incidents" else short),
        reader=Reader(
            here.actor.name,
            role,
            links=(
                *(((_("Mis ausencias"), here.path("absences")),) if inside else ()),
                (_("Seguir con un código"), here.path("go-on")),
                (_("Cambiar mi clave"), here.path("password")),
                (_("Ingreso con código"), here.path("second-factor")),
                (_("Mis sesiones"), here.path("sessions")),
                *(((_("Por dónde ingreso"), here.path("joined")),) if vouched else ()),
            ),
            sign_out_href=here.path("session"),
            read_only=here.actor.roles == frozenset({AUDITOR}),
        ),
        search_href=here.path("cases"),
        today=today_in_full(here),
        holidays=holidays_ahead(here, calendar),
        start_href=here.path("start"),
        keys_href=here.path("keys"),
        notices_href=here.path("notices"),
        unread=unread,
        printed=printed_by(here),
        csrf=csrf,
    )


def lettered(*groups: tuple[NavItem, ...]) -> tuple[tuple[NavItem, ...], ...]:
    """Each line with its key: the first letter of its label that no line before it has."""
    taken = set[str]()

    def with_key(item: NavItem) -> NavItem:
        free = (each for each in item.label.upper() if "A" <= each <= "Z" and each not in taken)
        key = next(free, "")
        taken.add(key)
        return replace(item, key=key)

    return tuple(tuple(with_key(item) for item in group) for group in groups)


def printed_by(here: Member) -> str:
    """«Impreso por Rosa Quispe, como estaba el 30 de marzo de 2026 a las 9:14»."""
    said = here.words.gettext("Impreso por %(who)s, como estaba el %(day)s a las %(clock)s")
    day, clock = here.formats.date_words(here.now), here.formats.clock(here.now)
    return said % {"who": here.actor.name, "day": day, "clock": clock}


def today_in_full(here: Member) -> str:
    """«Lunes 30 de marzo de 2026»."""
    told = here.formats.day_words(here.today)
    return told[:1].upper() + told[1:]


def holidays_ahead(here: Member, calendar: Calendar) -> str:
    """«Jueves Santo y Viernes Santo: 2 y 3 de abril, feriados»; nothing when none is near."""
    days = [here.today + timedelta(days=ahead) for ahead in range(LOOK_AHEAD)]
    named = [day for day in days if calendar.name_of(day) and is_missed(day, calendar)]
    if not named:
        return ""
    listed = days_listed(named, formats=here.formats, words=here.words)
    pattern = here.words.ngettext("%(days)s, feriado", "%(days)s, feriados", len(named))
    return pattern % {"days": listed}


def is_missed(day: date, calendar: Calendar) -> bool:
    """Whether the municipality would have worked that day."""
    return day.weekday() < 5 and not calendar.is_business_day(day)
