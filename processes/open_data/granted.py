"""The register of licences and authorisations: acts that were granted, with what may be said of
each. Who holds one is told only of a company; of a person nothing is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.installation import Installation
from engine.publishing.datasets import Row
from engine.values import loads
from storage.queries.cases import submissions_of_cases
from storage.queries.municipalities import MunicipalityRow
from storage.queries.open_data import ActRow, AskedRow, acts_of_cases, asked_of, facts_shown

PIECE = 200
KINDS: Mapping[str, str] = {
    "licencia_funcionamiento": "funcionamiento",
    "licencia_edificacion": "edificación",
    "anuncio_publicitario": "anuncio",
}
"""The processes that grant something which the law puts in a register, and how each is called."""
LETTERS = ("licencia", "autorizacion", "constancia_silencio")
NUMBERS = {"numero_licencia": "licencia", "numero_autorizacion": "autorizacion"}
"""What the form of issuing calls the number of an act that was written outside of the house."""
_SILENCE = "constancia_silencio"
_COMPANY = "20"
"""The RUC of a legal person begins so; that of a person with a business begins with 10."""
_HOME = "licencia_edificacion"
"""Its place is where somebody lives."""


def rows(installation: Installation, town: MunicipalityRow) -> Iterator[Row]:
    """Whatever was granted, the cases that came last first; read a piece at a time."""
    before, zone = None, ZoneInfo(town.timezone)
    while True:
        with installation.database.read(town.id) as connection:
            found = asked_of(connection, town.id, processes=KINDS, before=before, limit=PIECE)
            ids = [each.id for each in found]
            sent = submissions_of_cases(connection, town.id, ids)
            acts = acts_of_cases(connection, town.id, ids, kinds=LETTERS)
            risks = facts_shown(connection, town.id, ids, label="Riesgo")
        by_case = {each.case_id: each for each in acts}
        for each in found:
            forms = [(form.at, _answers(form.data)) for form in sent.get(each.id, ())]
            act = by_case.get(each.id) or _issued(each, forms)
            if act is not None:
                said = {name: value for _, told in forms for name, value in told.items()}
                yield row_of(each, act, said, risks.get(each.id, ""), zone)
        if len(found) < PIECE:
            return
        before = found[-1].id


def _issued(case: AskedRow, forms: Sequence[tuple[datetime, Mapping[str, Any]]]) -> ActRow | None:
    """An act that was written elsewhere: whoever issued it entered its number."""
    for at, told in forms:
        for name, kind in NUMBERS.items():
            if told.get(name):
                return ActRow(case.id, kind, str(told[name]), at, None)
    return None


def _answers(data: str) -> Mapping[str, Any]:
    told = loads(data)
    return told if isinstance(told, dict) else {}


def row_of(case: AskedRow, act: ActRow, said: Mapping[str, Any], risk: str, zone: ZoneInfo) -> Row:
    """All that is known of an act; its data set says what of it is public."""
    place = said.get("direccion_local") or said.get("direccion_predio") or {}
    place = place if isinstance(place, Mapping) else {}
    number, ruc = _text(place.get("numero")), _text(said.get("ruc"))
    is_company = said.get("tipo_solicitante") == "juridica" and ruc.startswith(_COMPANY)
    holder = _text(said.get("nombre_solicitante"))
    return {
        "number": act.number,
        "kind": KINDS[case.process_key],
        "date": _day(act.signed_at, zone),
        "granted_by": "silence" if act.kind == _SILENCE else "decision",
        "state": "void" if act.voided_at else "in_force",
        "activity": _text(said.get("giro")),
        "category": risk or _text(said.get("modalidad") or said.get("tipo_anuncio")),
        "area_m2": said.get("area_m2") or said.get("area_techada"),
        "floors": said.get("pisos"),
        "street": _text(place.get("calle")),
        "street_number": "" if case.process_key == _HOME else number,
        "exact_number": number,
        "reference": _text(place.get("referencia")),
        "company": holder if is_company else "",
        "company_ruc": ruc if is_company else "",
        "applicant": holder,
        "ruc": ruc,
        "dni": _text(said.get("dni")),
        "email": _text(said.get("correo")),
        "trade_name": _text(said.get("nombre_comercial") or said.get("leyenda")),
        "told_activity": _text(said.get("actividad") or said.get("obra")),
        "registry": _text(said.get("partida")),
    }


def _day(at: datetime, zone: ZoneInfo) -> Any:
    return at.astimezone(zone).date()


def _text(value: object) -> str:
    return "" if value is None else str(value)
