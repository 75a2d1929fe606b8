"""A purchase as its people carry it: every step with what they would type and file.

Speaks to the house through the town's verbs only. Defaults are the ordinary answers; a scenario
says what matters to it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from engine.bpmn import Program, Snapshot, Visited, data_of, visited
from engine.definitions import program_of
from engine.identity import Actor
from engine.parameters import load_parameters
from engine.refusals import RefusalKind, Refused
from engine.sealing.drafting import put_in
from engine.sealing.filing import Receipt, file
from processes.demo.papers import sheet_of
from processes.demo.tambo_real import COMMITTEE, DOMAIN, PEOPLE, person
from processes.registry import family, parameters_of
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.deadlines import deadlines_of_case
from storage.queries.documents import CaseDocument, documents_of_case
from storage.queries.tasks import TaskDetail
from tests.town import Town

WHO = {
    "requerimiento": "julia",
    "dar_conformidad": "julia",
    "certificar": "hugo",
    "aprobar_expediente": "luis",
    "firmar_contrato": "luis",
    "firmar_orden": "luis",
    "resolver_apelacion": "luis",
    "consultar": "proveedor",
    "apelar": "proveedor",
    "abrir_sobres": "marta",
    "subsanar_apelacion": "proveedor",
    "absolver_traslado": "proveedor",
    "recusar": "proveedor",
    "subsanar_oferta": "proveedor",
    "calificar_subsanaciones": "marta",
    "resolver_recusacion": "luis",
    "designar_suplentes": "luis",
    "declarar_nulidad": "luis",
    "declarar_nulidad_oficio": "luis",
    "responder_nulidad": "proveedor",
    "oir_informe_oral": "rosa",
    "abrir_ofertas": "marta",
    "recibir_bienes": "elmer",
    "recibir_correccion": "elmer",
    "presentar_factura": "proveedor",
    "pedir_ampliacion": "proveedor",
    "resolver_ampliacion": "luis",
    "aprobar_adenda": "luis",
    "resolver_contrato": "luis",
    "evaluar_ejecucion": "julia",
    "pagar": "carmen",
    "registrar_factura": "carmen",
    "custodiar_garantia": "carmen",
    "devolver_garantia": "carmen",
    "ejecutar_garantia": "carmen",
}
"""Who does each step; Rosa, of Contrataciones, does the rest."""


BID = "presentar_oferta"
PUMPS = "40151503"
"""Pumps, in the catalogue (UNSPSC)."""


@dataclass(frozen=True)
class Offer:
    """A row of the table of offers."""

    bidder: str
    ruc: str
    price: str
    days: str
    small: bool = False
    parts: tuple[str, ...] = ()
    """The price of each item, where a call has several; empty for none."""


def offers_of(table: Sequence[Sequence[str]]) -> list[Offer]:
    """The offers of a table of a scenario."""
    head, *rows = table
    found = [dict(zip(head, row, strict=True)) for row in rows]
    return [
        Offer(one["postor"], one["ruc"], one["precio"], one["plazo"], one.get("mype") == "sí")
        for one in found
    ]


def declaration(conflict: bool) -> dict[str, Any]:  # what is declared
    """The sworn declaration of an evaluator, filled in."""
    if not conflict:
        return {"conflicto": "no", "jurada": "true"}
    why = {"conflicto_postor": "Bombas y Riegos Andinos", "conflicto_motivo": "Es de mi hermano"}
    return {"conflicto": "si", "jurada": "true", **why}


@dataclass
class Purchase:
    """One case; `restarts` closes and opens the house before each act."""

    town: Town
    case_id: int = 0
    restarts: bool = False
    offers: list[Offer] = field(default_factory=list)
    bidders: dict[str, int] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    late_answer: object = None

    def on(self, day: date) -> None:
        """Let the days pass; the timekeeper listens every morning."""
        self.town.move_to(day)

    def found(self) -> None:
        """Tambo Real with its law, its people and the process in force."""
        town = self.town
        load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
        for one in PEOPLE:
            town.person(one.key, *one.roles)
        town.deploys(family("procurement").bundle)

    def need(
        self,
        what: str,
        *,
        area: str,
        days: str,
        code: str = PUMPS,
        kind: str = "bienes",
        planned: Mapping[str, str] | None = None,
        **more: object,
    ) -> None:
        """The area states its need and its requirement; `planned` is what it says of the plan."""
        need = {"descripcion": what, "area": area, "finalidad": "Atender a los vecinos"}
        need |= planned or {}
        self.case_id = self.town.open_case("julia", "compra", need)
        self.do(
            "requerimiento",
            objeto=kind,
            codigo_catalogo=code,
            especificaciones="Según la hoja adjunta",
            cantidad="4",
            unidad="kit",
            lugar_entrega="Almacén municipal",
            plazo_requerido=days,
            **more,
        )

    def study(self, amount: str, *, before: str = "0", **more: object) -> None:
        """Contrataciones studies the market."""
        answers: dict[str, object] = {
            "cuantia": amount,
            "fuentes": ["cotizaciones"],
            "compras_previas": before,
        }
        answers |= more
        if before != "0":
            answers["excepcion_fraccionamiento"] = "ninguna"
        self.do("estudio_mercado", **answers)

    def certify(self, *, credit: bool = True) -> None:
        """Presupuesto certifies, or says that there is no money."""
        if credit:
            self.do("certificar", credito="si", numero_ccp="0031-2026", meta="0042")
        else:
            self.do("certificar", credito="no", motivo_sin_credito="La meta está agotada")

    def approve(self) -> None:
        """The authority approves and names the committee."""
        named = {f"evaluador_{n}": person(key).name for n, key in enumerate(COMMITTEE, 1)}
        mails = {f"correo_{n}": f"{key}@{DOMAIN}" for n, key in enumerate(COMMITTEE, 1)}
        self.do("aprobar_expediente", decision_expediente="aprobar", **named, **mails)

    def call(self, *, enquiries: str, offers: str) -> None:
        """Contrataciones publishes the call."""
        self.do(
            "convocar",
            dias_consultas=enquiries,
            dias_ofertas=offers,
            peso_precio="60",
            puntaje_minimo="60",
            numero_convocatoria="LPA-003-2026-MDTR-1",
        )

    def bid(self, offer: Offer, *, at: str = BID) -> Receipt:
        """A supplier files an offer in its envelope."""
        if self.restarts:
            self.town.reopen()
        answer = self.attempt_bid(offer, at=at)
        assert not isinstance(answer, Refused), answer
        self.receipts[offer.bidder] = answer
        self.offers = [*(each for each in self.offers if each.ruc != offer.ruc), offer]
        return answer

    def attempt_bid(self, offer: Offer, *, task_id: int = 0, at: str = BID) -> Receipt | Refused:
        """The same, and the answer, whatever it is."""
        actor = self.bidder(offer.ruc)
        task_id = task_id or self.town.open_task(self.case_id, at)
        content = io.BytesIO(sheet_of(f"Oferta de {offer.bidder}", [f"Precio: {offer.price}"]))
        put = put_in(
            self.town.installation,
            actor,
            task_id,
            kind="oferta",
            filename="oferta.pdf",
            stream=content,
        )
        if isinstance(put, Refused):
            return put
        return file(self.town.installation, actor, task_id, self.answers_of(offer))

    def bidder(self, ruc: str) -> Actor:
        """Who files for the supplier with that number, which is nowhere but in their bid."""
        place = self.bidders.setdefault(ruc, len(self.bidders) + 1)
        return self.town.person(f"postor-{place}", "proveedor")

    def answers_of(self, offer: Offer) -> dict[str, object]:
        """The form of an offer, filled in."""
        return {
            "postor": offer.bidder,
            "ruc": offer.ruc,
            "monto": "" if offer.parts else offer.price,
            "precios": [{"monto": each} for each in offer.parts],
            "plazo_ofrecido": offer.days,
            "mype": "true" if offer.small else "",
        }

    def open_offers(self, *, declared: bool = True) -> None:
        """The committee opens the envelopes and admits everything that came in time; nobody of it
        has a conflict of interest."""
        self.do("abrir_sobres")
        self.do("abrir_ofertas", admision=[{"admitida": "true"} for _ in self.offers])
        if declared:
            self.declare()

    def declare(self, *conflicts: str) -> None:
        """Each evaluator who has not done so declares that they have no conflict of interest, or
        that they do."""
        held = {actor.person_id: key for key, actor in self.town.people.items()}
        for task in self.town.open_tasks(self.case_id):
            if task.element_key == "declarar_conflictos" and task.assignee_id in held:
                who = held[task.assignee_id or 0]
                self.do("declarar_conflictos", who=who, **declaration(who in conflicts))

    def evaluate(self, points: Sequence[str]) -> None:
        """Each of the three evaluators gives the same points."""
        rows = [{"puntaje": one} for one in points]
        for key in COMMITTEE:
            self.do("evaluar", who=key, calificaciones=rows)

    def award(self, decision: str = "otorgar") -> None:
        """Contrataciones registers what came out."""
        more = {} if decision == "otorgar" else {"motivo_no_otorga": "Consta en el acta"}
        self.do("otorgar", decision_buena_pro=decision, numero_acta="0009-2026", **more)

    def appeal(self, *, item: int = 0, **more: object) -> None:
        """The second appeals; it is admitted and another bidder answers, all on one day."""
        told = {"apelante": "Bombas y Riegos Andinos", "ruc_apelante": "20498765433"}
        answers: dict[str, Any] = {
            **told,
            "pretension": "El puntaje",
            "garantia_monto": "5400.00",
            **more,
        }
        self.do("apelar", item=item, **answers)
        self.do("admitir_apelacion", admision_recurso="admitido")
        self.do(
            "absolver_traslado",
            tercero="Hidráulica del Sur S.A.C.",
            ruc_tercero="20512345671",
            respuesta_recurso="Que se confirme",
        )

    def resolve(self, outcome: str, **more: object) -> None:
        """The appeal is resolved; a nullity goes back to the call, unless said otherwise."""
        usual = {"efecto_fundada": "evaluar", "etapa_nulidad": "convocatoria"}
        told = {"numero_resolucion": "018-2026-MDTR", "fundamento": "Vistos los actuados"}
        answers: dict[str, Any] = {**usual, **told, **more}
        self.do("resolver_apelacion", resultado_apelacion=outcome, **answers)

    def report_desert(self, *, again: bool = False) -> None:
        """Contrataciones says why nothing came of it, and whether it is called again."""
        self.do(
            "informar_desierto",
            causas_desierto=["difusion"],
            informe_causas="Pocos proveedores se enteraron",
            reconvocar="si" if again else "no",
        )

    def bring_documents(self, *, guaranteed: bool = True, until: str = "31/12/2030") -> None:
        """The winner brings what the contract needs."""
        more = guarantee(self.town.clock.now().date(), until) if guaranteed else {}
        self.do("recibir_documentos", presento="si", **more)

    def sign(self, *deliveries: tuple[str, str]) -> None:
        """The contract is signed; `deliveries` are amount and last day, none: all at once."""
        rows = [{"monto": amount, "vence": until} for amount, until in deliveries]
        signed = {"firmado": "si", "numero_contrato": "012-2026-MDTR"}
        self.do("firmar_contrato", **signed, entregas_pactadas=rows)

    def deliver(self, day: date, *, number: int = 1) -> None:
        """The goods of a delivery arrive."""
        self.do(
            "recibir_bienes",
            item=number,
            fecha_entrega=f"{day:%d/%m/%Y}",
            cantidad_recibida="4",
            numero_guia="T001-000482",
        )

    def accept(self, *, number: int = 1) -> None:
        """The area finds a delivery right."""
        right = {"conforme": "si", "sustento_conformidad": "Se revisó todo"}
        self.do("dar_conformidad", item=number, **right)

    def invoice(self, *, number: int = 1) -> None:
        """The supplier presents the invoice of a delivery."""
        known = self.seen()
        schedule, winner = known["cronograma"], self.winner()
        assert isinstance(schedule, list)
        self.do(
            "presentar_factura",
            item=number,
            numero_factura="F001-00482",
            ruc_factura=winner["ruc"],
            monto_factura=str(schedule[number - 1]["monto"]),
        )

    def pay(self, day: date, *, number: int = 1) -> None:
        """Tesorería pays; the supplier presents the invoice before, if that still waits."""
        if "presentar_factura" in self.town.steps(self.case_id):
            self.invoice(number=number)
        paid = {"registro_siaf": "0000001187", "fecha_pago": f"{day:%d/%m/%Y}"}
        self.do("pagar", item=number, **paid)

    def settle(self) -> None:
        """Contrataciones settles the contract."""
        self.do("liquidar", resumen_liquidacion="No queda nada por devolver")

    def close(self) -> None:
        """What guarantees the contract is given back, and the area says how it went."""
        if "devolver_garantia" in self.town.steps(self.case_id):
            today = f"{self.town.clock.now():%d/%m/%Y}"
            given = {"fecha_devolucion": today, "recibe_garantia": "La gerente"}
            self.do("devolver_garantia", **given)
        self.do("evaluar_ejecucion", nota_calidad="5", nota_oportunidad="3", nota_trato="4")

    def do(self, step: str, *, who: Any = "", item: Any = 0, **answers: object) -> None:
        """One person completes one step; papers that are asked for are filed. `item`: of several
        that wait, the one of the delivery, or of the item of the call, with that number."""
        if self.restarts:
            self.town.reopen()
        answer = self.attempt(step, who=who, item=item, answers=answers)
        assert not isinstance(answer, Refused), (step, answer)

    def attempt(
        self, step: str, *, who: str = "", item: Any = 0, answers: Mapping[str, object]
    ) -> object:
        """The same, and the answer, whatever it is."""
        who = who or WHO.get(step, "rosa")
        task_id = (
            self._task_of(step, item) if item else self.town.open_task(self.case_id, step, who)
        )
        answer = self.town.complete(who, task_id, answers)
        if isinstance(answer, Refused) and answer.kind is RefusalKind.MISSING_DOCUMENTS:
            for title in answer.details["titles"].split("; "):
                self.file(who, task_id, step, title)
            answer = self.town.complete(who, task_id, answers)
        return answer

    def file(self, who: str, task_id: int, step: str, title: str) -> None:
        """One paper, as a real PDF."""
        kind = self.town.document_kinds(self.case_id, step)[title]
        content = io.BytesIO(sheet_of(title, [step]))
        self.town.attach(who, self.case_id, task_id=task_id, kind=kind, title=title, stream=content)

    def seen(self) -> dict[str, object]:
        """What the case knows, with what waits in a called process on top of it."""
        program, snapshot, _ = self._stand()
        known: dict[str, object] = dict(data_of(program, snapshot))
        for task in self.town.open_tasks(self.case_id):
            known |= data_of(program, snapshot, task.token)
        return known

    def known(self, task: TaskDetail) -> dict[str, object]:
        """What one open task sees."""
        program, snapshot, _ = self._stand()
        return dict(data_of(program, snapshot, task.token))

    def winner(self) -> Mapping[str, object]:
        """The bidder whose turn it is."""
        data = self.seen()
        ranking, order = data["ranking"], data.get("orden", Decimal(1))
        assert isinstance(ranking, list)
        return dict(ranking[int(str(order)) - 1])

    def due(self, title: str) -> date:
        """The last day of the open term with that title."""
        municipality_id = self.town.municipality_id
        found = self.town.reads(
            lambda connection: deadlines_of_case(
                connection, municipality_id, self.case_id, open_only=True
            )
        )
        return next(one.due_on for one in found if one.title == title)

    def day_after(self, title: str) -> date:
        """The first business day after an open term."""
        return self.town.surroundings().calendar.next_business_day(self.due(title))

    def papers(self) -> set[str]:
        """The kinds of document in the file."""
        return {one.document.kind for one in self._documents()}

    def _task_of(self, step: str, number: int) -> int:
        """The open task of a step of a delivery, or of an item."""
        program, snapshot, _ = self._stand()
        for task in self.town.open_tasks(self.case_id):
            known = data_of(program, snapshot, task.token)
            one = known.get("entrega") or known.get("lote")
            if task.element_key != step or not isinstance(one, dict):
                continue
            if one["numero"] == number:
                return task.id
        raise AssertionError(f"{step} does not wait for {number}")

    def _documents(self) -> Sequence[CaseDocument]:
        municipality_id = self.town.municipality_id
        return self.town.reads(lambda c: documents_of_case(c, municipality_id, self.case_id))

    def _stand(self) -> tuple[Program, Snapshot, Visited]:
        town = self.town

        def look(connection: Connection) -> tuple[Program, Snapshot, Visited]:
            stand = where_it_stands(connection, town.municipality_id, self.case_id)
            assert stand is not None
            definition = program_of(
                town.installation, connection, town.municipality_id, stand.definition_id
            )
            snapshot = Snapshot(stand.tokens, stand.scopes)
            return definition.program, snapshot, visited(definition.program, snapshot)

        return town.reads(look)


def quote(purchase: Purchase, supplier: str, price: str, days: str) -> None:
    """Contrataciones chooses among the quotations."""
    purchase.do(
        "cotizar",
        numero_cotizaciones="3",
        postor=supplier,
        ruc="20601234565",
        monto=price,
        plazo_ofrecido=days,
        sustento_eleccion="Menor precio",
    )


def guarantee(today: date, until: str) -> dict[str, str]:
    """The guarantee of the contract, as a form asks for it."""
    return {
        "tipo_garantia": "carta_fianza",
        "emisor_garantia": "Banco de la Nación",
        "numero_garantia": "CF 01",
        "desde_garantia": f"{today:%d/%m/%Y}",
        "vence_garantia": until,
    }
