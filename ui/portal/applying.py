"""What the browser gets while somebody fills in an application: a page, or what to correct."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from starlette.responses import Response

from engine.definitions.service import Bringer
from engine.forms import FieldError as Fault
from engine.refusals import InvalidData, Refused
from storage.database import Connection
from storage.queries.citizens import CitizenRow, citizen_by_id
from storage.queries.mandates import MandateRow, mandates_of
from ui.form.faults import summary_of as field_summary
from ui.form.fields import changes_itself, shown_fields
from ui.form.maps import allowing
from ui.form.registers import Fetched, with_registers
from ui.form.waiting import with_file_faults
from ui.parts import Choice, Crumb, FieldError
from ui.portal.citizen import Citizen
from ui.portal.scene import FIRST, Applying, first_page, pages_of
from ui.portal.who import FIELDS, Who, original_choices, summary_of
from ui.refusals import Told, told
from ui.start.present import saved_text
from ui.tasks.filing import cut_off, limit_of
from ui.visit import Member, page

NO_ERRORS: tuple[Fault, ...] = ()


def form_context(
    here: Member,
    scene: Applying,
    number: int | None,
    typed: Mapping[str, Any] | None = None,
    errors: Sequence[Fault] = NO_ERRORS,
    faults: Mapping[str, Told] | None = None,
    came: Fetched | None = None,
) -> dict[str, Any]:
    """The context of one page of the form, but for what stands around it."""
    found = faults or {}
    views = scene.start.fields(typed, errors)
    pages = pages_of(here, scene, views, number)
    action = here.path(*scene.base)
    summary = [
        FieldError(line.field, line.message, href_of(here, scene, pages.number, error))
        for line, error in zip(field_summary(errors, here), errors, strict=True)
    ]
    names = {asked.kind: asked.title for asked in scene.start.asked.values()}
    summary += [
        FieldError("work", f"{names.get(kind, kind)}: {fault.sentence}")
        for kind, fault in found.items()
        if kind
    ]
    return {
        **around_form(here, scene),
        "pages": pages,
        "step": str(pages.number),
        "parts": with_registers(
            shown_fields(with_file_faults(pages.views, found), here, scene.files(here)),
            action if may_bring(here) else "",
            came,
        ),
        "changing": action if changes_itself(scene.start.form) else "",
        "summary": summary,
        "said": found[""].sentence if "" in found else "",
        "who_lines": who_lines(here, scene.who) if pages.is_summary and scene.who else [],
        "who_href": scene.address(here, FIRST),
    }


def href_of(here: Member, scene: Applying, number: int, error: Fault) -> str:
    """Where a fault can be put right; empty on the very page."""
    at = scene.page_of(error)
    return "" if at == number else scene.address(here, at)


def who_context(
    here: Member,
    connection: Connection,
    scene: Applying,
    who: Who | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The context of the first page."""
    account = account_of(here, connection)
    given = mandates_here(here, connection, {each.key for each in scene.definitions})
    return {
        **around_form(here, scene),
        "pages": first_page(here, scene),
        "step": FIRST,
        "parts": [],
        "changing": "",
        "summary": summary_of(errors or {}),
        "said": "",
        "errors": errors or {},
        "who": (who or scene.who or known_already(account)).typed,
        "own": account,
        "mandate": (who or scene.who or Who()).mandate,
        "mandates": mandate_choices(here, account, given),
        "originals": original_choices(original_titles(scene)),
        "originals_seen": (who or scene.who or Who()).originals,
    }


def around_form(here: Member, scene: Applying) -> dict[str, Any]:
    """What every page of an application has."""
    start = scene.start
    lapses = (start.saved_at or here.now) + here.installation.limits.draft_keeping
    manifest = start.definition.manifest
    return {
        "service": manifest.title,
        "asked_for": [each.title for each in scene.definitions] if scene.wanted else [],
        "wanted": scene.wanted,
        "crumbs": [Crumb(manifest.title, here.path("services", scene.key))],
        "action": here.path(*scene.base),
        "draft_id": start.draft_id,
        "draft": here.path(*scene.base),
        "changed": start.changed,
        "saved_text": saved_text(here, start),
        "kept_until": here.formats.date_words(lapses, here.today),
        "has_draft": start.saved_at is not None,
        "code": "",
        "who_lines": [],
    }


def account_of(here: Member, connection: Connection) -> CitizenRow | None:
    """What an account says of its person; None for everybody else."""
    if not isinstance(here, Citizen) or not here.has_account:
        return None
    return citizen_by_id(connection, here.municipality.id, here.actor.person_id or 0)


def known_already(account: CitizenRow | None) -> Who:
    """What need not be typed again."""
    return Who({name: getattr(account, name) for name in FIELDS}) if account else Who()


def mandates_here(
    here: Member, connection: Connection, keys: Collection[str]
) -> tuple[MandateRow, ...]:
    """For whom an account may ask for these services today."""
    if not isinstance(here, Citizen) or not here.has_account:
        return ()
    rows = mandates_of(connection, here.municipality.id, here.actor.person_id or 0, on=here.today)
    return tuple(row for row in rows if not row.services or set(keys) <= set(row.services.split()))


def mandate_choices(
    here: Member, account: CitizenRow | None, rows: Sequence[MandateRow]
) -> list[Choice]:
    """Oneself, and each of those."""
    if not rows or account is None:
        return []
    mine = Choice("", here.words.gettext("Para mí"), account.name)
    return [mine, *(Choice(str(row.id), row.principal, row.document) for row in rows)]


def original_titles(scene: Applying) -> tuple[str, ...]:
    """What who asks must bring, as the catalogue names it."""
    services = [each.manifest.service for each in scene.definitions]
    listed = [each for service in services if service for each in service.requirements]
    brought = (each.title for each in listed if each.source is Bringer.CITIZEN)
    return tuple(dict.fromkeys(brought))


def who_lines(here: Member, who: Who) -> list[tuple[str, str]]:
    """The first page as the summary reads it back."""
    _ = here.words.gettext
    labels = (
        _("Nombre completo o razón social"),
        _("Número de documento"),
        _("Correo"),
        _("Teléfono"),
    )
    return [(label, who.typed.get(name) or "—") for name, label in zip(FIELDS, labels, strict=True)]


def faults_of(
    here: Member, refused: Refused | None, cut: int | None = None
) -> tuple[tuple[Fault, ...], dict[str, Told], int]:
    """The errors of the fields, what else is said, and the status."""
    if cut is not None:
        return (), {"": cut_off(here, cut)}, 400
    if isinstance(refused, InvalidData) and refused.errors:
        return refused.errors, {}, 422
    if refused is None:
        return (), {}, 422
    said = told(refused, here.words, limit_of(here))
    return (), {"": said}, said.status


def may_bring(here: Member) -> bool:
    """Whether fields are filled from a register: at the counter, and for who has an account, of
    what they declared before."""
    return not here.actor.outside or (isinstance(here, Citizen) and here.has_account)


def parts_again(here: Member, scene: Applying, came: Fetched, number: int | None) -> Response:
    """The parts of the form after an answer changed, or a register was asked."""
    context = form_context(here, scene, number, came.answers, came=came)
    return page(here, "form/parts.html", context)


def with_maps(here: Member, scene: Applying, response: Response) -> Response:
    """What a field that draws a map may fetch."""
    return allowing(response, scene.start.form, here.surroundings.settings)
