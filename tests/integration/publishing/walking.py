"""Purchases that go at random: many at once, each another way, with what may go wrong.

Every act is one of the real engine; which one is a matter of the seed alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from engine.cases import Order, cancel, move
from engine.refusals import RefusalKind, Refused
from engine.tasks import complete
from engine.tasks.undoing import undo_step
from storage.queries.tasks import TaskDetail
from tests.features.purchase import WHO, Offer, Purchase, declaration
from tests.integration.publishing.answering import (
    approved,
    certified,
    documents,
    quoted,
    signed,
)
from tests.integration.publishing.dividing import ITEMS, STAGES, decided, priced, studied
from tests.integration.publishing.executing import executed

AMOUNTS = ("9800.00", "44000.00", "44000.01", "120000.00", "180000.00", "484999.99", "520000.00")
BIDDERS = (
    ("Hidráulica del Sur S.A.C.", "20512345671"),
    ("Bombas y Riegos Andinos", "20498765433"),
    ("Ferretería El Valle E.I.R.L.", "20601234565"),
    ("Quispe Mamani, Rosa", "10407188255"),
)
ASIDE = ("gestionar_contrato", "pedir_ampliacion", "custodiar_garantia")
"""What may be done at any time, and seldom is."""


@dataclass
class Walk:
    """One purchase, and the dice that lead it."""

    purchase: Purchase
    dice: Random
    price: str = ""
    offers: list[Offer] = field(default_factory=list)
    alternates: int = 0
    moved: bool = False
    divided: bool = False
    """Whether each of several items is awarded alone."""

    def begin(self, number: int) -> None:
        """The need, and what it is thought to cost."""
        what, code = f"Compra de prueba número {number}", f"{400000 + number}01"
        self.divided = number % 4 == 3
        items = ITEMS if self.divided else []
        self.purchase.need(what, area="Obras", days="30", code=code, items=items)
        self.price = self.dice.choice(AMOUNTS)

    def go(self) -> None:
        """One act of one person, or of the house, if the dice want one today."""
        tasks = [
            task
            for task in self.purchase.town.open_tasks(self.purchase.case_id)
            if task.element_key not in ASIDE or self.dice.random() < 0.15
        ]
        if not tasks or self.dice.random() < 0.2:
            return
        if self.dice.random() < 0.02:
            self._unusual()
            return
        task = self.dice.choice(tasks)
        if task.element_key in ("apelar", "recusar") and self.dice.random() < 0.8:
            return
        if task.element_key == "presentar_oferta":
            self._bid()
            return
        if task.element_key == "consultar":
            self._ask()
            return
        self._act(task)

    def _ask(self) -> None:
        """A bidder asks about the bases, if the dice want it and the term still runs."""
        if self.dice.random() < 0.6:
            return
        name, number = self.dice.choice(BIDDERS)
        said = {
            "postor": name,
            "ruc": number,
            "tipo_consulta": "consulta",
            "seccion": "Anexo 2",
            "fundamento": "¿Son cuatro equipos?",
        }
        answer = self.purchase.attempt("consultar", answers=said)
        assert not isinstance(answer, Refused) or answer.kind is RefusalKind.LATE, answer

    def _unusual(self) -> None:
        town, case_id = self.purchase.town, self.purchase.case_id
        what = self.dice.choice(("cancel", "move", "paper", "paper"))
        if what == "cancel":
            cancel(town.installation, town.people["luis"], case_id, "Recorte")
        elif what == "move":
            to = self.dice.choice(("convocar", "otorgar", "estudio_mercado"))
            move(town.installation, town.people["luis"], case_id, Order(to), "Nulidad", basis="R-1")
            self.moved = True
        else:
            town.attach("rosa", case_id, kind="contrato", title="Otra copia")

    def _bid(self) -> None:
        if len(self.offers) >= 4 or self.dice.random() < 0.4:
            return
        name, number = BIDDERS[len(self.offers)]
        price = (
            f"{self.dice.randint(1, 999)}{self.dice.randint(10, 99)}.{self.dice.randint(0, 99):02}"
        )
        days, small = str(self.dice.randint(5, 60)), self.dice.random() < 0.5
        parts = priced(self.dice, price) if self.divided else ()
        offer = Offer(name, number, price, days, small, parts)
        self.offers.append(offer)
        answer = self.purchase.attempt_bid(offer)
        if isinstance(answer, Refused):
            assert answer.kind is RefusalKind.LATE, answer
            self.offers.pop()

    def _act(self, task: TaskDetail) -> None:
        town, step = self.purchase.town, task.element_key
        who = WHO.get(step, "rosa")
        if step in ("evaluar", "declarar_conflictos"):
            held = {actor.person_id: key for key, actor in town.people.items()}
            who = held[task.assignee_id or 0]
        answers = self._answers(task)
        undone = self.dice.random() < 0.08
        answer = complete(town.installation, town.people[who], task.id, answers, undoable=undone)
        if isinstance(answer, Refused) and answer.kind is RefusalKind.MISSING_DOCUMENTS:
            for title in answer.details["titles"].split("; "):
                self.purchase.file(who, task.id, step, title)
            answer = complete(
                town.installation, town.people[who], task.id, answers, undoable=undone
            )
        if self.moved and isinstance(answer, Refused) and answer.kind is RefusalKind.STEP_FAILED:
            return  # moved by hand past what would have decided its terms
        assert not isinstance(answer, Refused), (step, answers, answer)
        if undone:
            undo_step(town.installation, town.people[who], self.purchase.case_id)
        elif step == "convocar":
            self.offers.clear()

    def _answers(self, task: TaskDetail) -> Mapping[str, object]:
        dice, today = self.dice, self.purchase.town.clock.now().date()
        step, known = task.element_key, self.purchase.known(task)
        answer = decided(step, dice, known)
        if answer is not None:
            return answer
        yes = "si" if dice.random() < 0.85 else "no"
        match step:
            case "estudio_mercado":
                how = studied(dice, self.price) if self.divided else {"cuantia": self.price}
                return {**how, "fuentes": ["cotizaciones"], "compras_previas": "0"}
            case "certificar":
                return certified(yes)
            case "aprobar_expediente":
                return approved(
                    dice.choice(("aprobar", "aprobar", "aprobar", "devolver", "cancelar"))
                )
            case "convocar":
                terms = {"dias_consultas": "8", "dias_ofertas": "8", "peso_precio": "60"}
                return {**terms, "puntaje_minimo": "60", "numero_convocatoria": "LPA-1"}
            case "absolver_consultas":
                asked = known["consultas"]
                if asked:
                    row = {
                        "resultado": "aclara",
                        "respuesta": "Sí.",
                        "cambio": dice.choice(("", "x")),
                    }
                    return {"absoluciones": [row for _ in asked]}  # type: ignore[attr-defined]
                changed = {"numero_consultas": "2", "cambios_bases": dice.choice(("", "Se aclara"))}
                return {"hay_consultas": yes, **(changed if yes == "si" else {})}
            case "abrir_sobres":
                return {}
            case "abrir_ofertas":
                admitted = [dice.choice(("true", "true", "")) for _ in known["ofertas"]]  # type: ignore[attr-defined]
                why = {"motivo": "Falta una firma", "subsanable": dice.choice(("", "true"))}
                return {"admision": [{"admitida": e} if e else why for e in admitted]}
            case "subsanar_oferta":
                return {"correccion_oferta": "La firma"}
            case "calificar_subsanaciones":
                rows = known["observadas"]
                why = {"admitida": "", "motivo": "No corrigió"}
                taken = [dice.choice(({"admitida": "true"}, why)) for _ in rows]  # type: ignore[attr-defined]
                return {"correcciones": taken}
            case "declarar_desierto":
                return {"motivo_desierto": "Nadie"}
            case "evaluar":
                valid = known["ofertas_validas"]
                points = [str(dice.randint(40, 100)) for _ in valid]  # type: ignore[attr-defined]
                return {"calificaciones": [{"puntaje": each} for each in points]}
            case "otorgar":
                ranking = known.get("ranking")
                which = ("otorgar", "otorgar", "otorgar", "desierto", "cancelar", "nulidad")
                decision = dice.choice(which) if ranking else "desierto"
                more = {} if decision == "otorgar" else {"motivo_no_otorga": "Consta"}
                return {"decision_buena_pro": decision, "numero_acta": "9", **more}
            case "declarar_conflictos":
                return declaration(dice.random() < 0.1)
            case "designar_suplentes":
                seats = known["vacantes"]
                named = [self._alternate() for _ in seats]  # type: ignore[attr-defined]
                return {"suplentes": named}
            case "recusar":
                who = known["comite"][0]["correo"]  # type: ignore[index]
                told = {"recusado": who, "recusante": "Uno", "ruc_recusante": "20498765433"}
                return {**told, "motivo_recusacion": "Es su primo"}
            case "resolver_recusacion":
                result = dice.choice(("infundada", "fundada"))
                told = {"numero_resolucion_recusacion": "R", "fundamento_recusacion": "F"}
                return {"resultado_recusacion": result, **told}
            case "apelar":
                return {"apelante": "Uno", "ruc_apelante": "20498765433", "pretension": "Revisen"}
            case "admitir_apelacion":
                result = dice.choice(("admitido", "admitido", "observado", "improcedente"))
                why = {} if result == "admitido" else {"motivo_admision": "Falta algo"}
                return {"admision_recurso": result, **why}
            case "subsanar_apelacion":
                return {"correccion_recurso": "Aquí está"}
            case "absolver_traslado":
                told = {"tercero": "Otro", "ruc_tercero": "20601234565", "respuesta_recurso": "No"}
                return {**told, "pide_oral_tercero": dice.choice(("", "true"))}
            case "oir_informe_oral":
                return {
                    "fecha_informe_oral": f"{today:%d/%m/%Y}",
                    "asistentes_informe_oral": "Todos",
                }
            case "resolver_apelacion":
                result = dice.choice(("infundada", "fundada", "improcedente", "nulidad"))
                told = {"numero_resolucion": "R", "fundamento": "F"}
                told |= {"efecto_fundada": dice.choice(("evaluar", "otorgar"))}
                return {"resultado_apelacion": result, "etapa_nulidad": dice.choice(STAGES), **told}
            case "declarar_nulidad":
                stage = {"etapa_nulidad": dice.choice(STAGES), "numero_resolucion": "R"}
                yes = dice.choice(("si", "si", "no"))
                told = stage if yes == "si" else {}
                return {"declara_nulidad": yes, "fundamento_nulidad": "F", **told}
            case "informar_desierto":
                return {"reconvocar": "no", "causas_desierto": ["otra"], "informe_causas": "Nada"}
            case "recibir_documentos":
                return documents("vicio" if dice.random() < 0.1 else yes, known, today)
            case "firmar_contrato" | "firmar_orden":
                return signed(step, yes)
            case "cotizar":
                name, number = dice.choice(BIDDERS)
                return quoted(name, number)
            case "emitir_orden":
                return {"numero_orden": "OC-1"}
        return self._of_contract(task, yes, f"{today:%d/%m/%Y}")

    def _of_contract(self, task: TaskDetail, yes: str, today: str) -> Mapping[str, object]:
        known = self.purchase.known(task)
        return executed(task.element_key, self.dice, known, yes=yes, today=today)

    def _alternate(self) -> Mapping[str, str]:
        """Somebody who was not named before."""
        self.alternates += 1
        key = f"suplente{self.alternates}-{self.purchase.case_id}"
        self.purchase.town.person(key, "comite")
        return {"suplente": key, "correo": f"{key}@tamboreal.example"}


def walk(walks: list[Walk], *, begin: date, days: int, looks: Random, look: object) -> None:
    """Day by day; now and then the worker looks."""
    for day in range(days):
        walks[0].purchase.on(begin + timedelta(days=day))
        for each in walks:
            each.go()
        if looks.random() < 0.3 and callable(look):
            look()
