"""The table of sentences: what each does, where it may stand, and how it is said in every language.

In a phrase `{part}` is what is filled in, `[…]` may be left out, `<…>` may be there and is not
shown, `(a|b)` is either of them and the first is shown. The first phrase of a language is the one
that people are offered. One row has all languages, so that none says what another cannot.
"""

from __future__ import annotations

from dataclasses import dataclass

Phrases = tuple[str, ...]
FIELDS, VALUES, TASKS = "fields", "values", "tasks"


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence: `key` tells what it does, `kind` where it may stand, `table` what its table
    holds (fields of a form by their names, plain values, tasks with their roles), if it has one."""

    key: str
    kind: str
    es: Phrases
    pt: Phrases
    en: Phrases
    table: str = ""


GIVEN: tuple[Row, ...] = (
    Row("today", "given", ("[que ]hoy es <el >{day}",), ("[que ]hoje é {day}",),
        ("<that >today is {day}",)),
    Row("holiday", "given", ("[que ]el {day} es feriado",), ("[que ](|o dia |em ){day} é feriado",),
        ("<that >{day} is a holiday",)),
    Row("fee", "given", ('[que ]la tasa "{name}" es <de >{amount}',),
        ('[que ]a taxa "{name}" é <de >{amount}',), ('<that >the fee "{name}" is {amount}',)),
    Row("parameter", "given", ('[que ]el parámetro "{name}" es {amount}',),
        ('[que ]o parâmetro "{name}" é {amount}',), ('<that >the parameter "{name}" is {amount}',)),
    Row("taxpayer", "given", ("[que ]hay un contribuyente[ con]",),
        ("[que ]há um contribuinte[ com]",), ("<that >there is a taxpayer[ with]",), VALUES),
    Row("parcel", "given", ("[que ]hay un predio[ con]",), ("[que ]há um imóvel[ com]",),
        ("<that >there is a parcel[ with]",), VALUES),
    Row("supplier", "given", ("[que ]hay un proveedor[ con]",), ("[que ]há um fornecedor[ com]",),
        ("<that >there is a supplier[ with]",), VALUES),
    Row("in_force", "given", ("[que ]el trámite empieza con la versión vigente",),
        ("[que ]o processo começa com a versão vigente",),
        ("<that >the case begins with the version in force",)),
    Row("person", "given",
        ('[que ]{who} es[ de| del]< la| el> "{role}"',
         "[que ]{who} es (del|de) <la |el >{anyrole}"),
        ('[que ]{who} é (de|da|do) "{role}"', "[que ]{who} é (de|da|do) {anyrole}"),
        ('<that >{who} is (from|of|in) <the >"{role}"',
         "<that >{who} is (from|of|in) <the >{anyrole}")),
)  # fmt: skip
WHEN: tuple[Row, ...] = (
    Row("start", "when", ("{who} inicia el (trámite|caso|expediente)[ con]",),
        ("{who} inicia o (processo|pedido)[ com]",), ("{who} starts the case[ with]",), FIELDS),
    Row("try_start", "when", ("{who} intenta iniciar el (trámite|caso|expediente)[ con]",),
        ("{who} tenta iniciar o (processo|pedido)[ com]",),
        ("{who} tries to start the case[ with]",), FIELDS),
    Row("complete", "when", ('{who} completa "{task}"[ con]',), ('{who} conclui "{task}"[ com]',),
        ('{who} completes "{task}"[ with]',), FIELDS),
    Row("each", "when", ('{who} completa cada "{task}"[ con]',),
        ('{who} conclui cada "{task}"[ com]',), ('{who} completes each "{task}"[ with]',), FIELDS),
    Row("try", "when", ('{who} intenta completar "{task}"[ con]',),
        ('{who} tenta concluir "{task}"[ com]',), ('{who} tries to complete "{task}"[ with]',),
        FIELDS),
    Row("pay", "when", ("se paga la tasa",), ("(paga-se a taxa|a taxa é paga)",),
        ("the fee is paid",)),
    Row("business", "when", ("(pasan|pasa) {days} (días hábiles|día hábil)",),
        ("(passam|passa) {days} (dias úteis|dia útil)",),
        ("{days} business (days pass|day passes)",)),
    Row("days", "when", ("(pasan|pasa) {days} (días|día)< calendario>",),
        ("(passam|passa) {days} (dias|dia)< corridos>",), ("{days} (days pass|day passes)",)),
    Row("until", "when", ("llega el <día >{day}",), ("chega <o dia >{day}",), ("{day} comes",)),
    Row("lapse", "when", ('vence el plazo "{term}"',), ('vence o prazo "{term}"',),
        ('the term "{term}" runs out',)),
    Row("message", "when", ('llega el mensaje "{name}"[ con]',),
        ('chega a mensagem "{name}"[ com]',), ('the message "{name}" comes[ with]',), VALUES),
    Row("service", "when", ('el servicio "{kind}" responde[ con]',),
        ('o serviço "{kind}" responde[ com]',), ('the service "{kind}" answers[ with]',), VALUES),
    Row("service_fails", "when", ('el servicio "{kind}" falla',), ('o serviço "{kind}" falha',),
        ('the service "{kind}" fails',)),
    Row("notify", "when", ('{who} notifica "{name}" el {day}',),
        ('{who} notifica "{name}" em {day}',),
        ('{who} notifies "{name}" on {day}',)),
    Row("cancel", "when", ('{who} anula el trámite porque "{reason}"',),
        ('{who} anula o processo porque "{reason}"',),
        ('{who} cancels the case because "{reason}"',)),
    Row("migrate", "when", ("el trámite pasa al borrador",), ("o processo passa para o rascunho",),
        ("the case goes over to the draft",)),
)  # fmt: skip
THEN: tuple[Row, ...] = (
    Row("waits", "then",
        ('<que >espera <la tarea >"{task}"',
         '<que >espera <la tarea >"{task}" (a|al|para) <la |el >{whom}'),
        ('espera <a tarefa >"{task}"',
         'espera <a tarefa >"{task}" (por|pela|pelo|para) <a |o >{whom}'),
        ('<the task >"{task}" waits', '<the task >"{task}" waits for <the >{whom}')),
    Row("waits_not", "then", ('<ya >no espera <la tarea >"{task}"',),
        ('<já >não espera <a tarefa >"{task}"',),
        ('<the task >"{task}" does not wait< any more>',)),
    Row("waiting", "then", ("esperan estas tareas",), ("esperam estas tarefas",),
        ("these tasks wait",), TASKS),
    Row("nothing", "then", ("no espera ninguna tarea",), ("não espera nenhuma tarefa",),
        ("no task waits",)),
    Row("due", "then", ('la tarea "{task}" vence el <día >{day}',),
        ('a tarefa "{task}" vence em {day}',), ('the task "{task}" is due on {day}',)),
    Row("term", "then", ('el plazo <de |para >"{term}" vence el <día >{day}',),
        ('o prazo "{term}" vence em {day}',), ('the term "{term}" ends on {day}',)),
    Row("term_not", "then", ('<ya >no corre el plazo "{term}"',),
        ('<já >não corre o prazo "{term}"',), ('the term "{term}" does not run< any more>',)),
    Row("ends", "then", ('el (trámite|caso|expediente) (termina|terminó) en "{end}"',),
        ('o processo (termina|terminou) em "{end}"',), ('the case (ends|ended) in "{end}"',)),
    Row("open", "then", ("el (trámite|caso|expediente) sigue abierto",),
        ("o processo continua aberto",), ("the case stays open",)),
    Row("cancelled", "then", ("el (trámite|caso|expediente) está anulado",),
        ("o processo está anulado",), ("the case is cancelled",)),
    Row("passed", "then", ('el trámite pasó por "{name}"',), ('o processo passou por "{name}"',),
        ('the case went through "{name}"',)),
    Row("passed_not", "then", ('el trámite no pasó por "{name}"',),
        ('o processo não passou por "{name}"',), ('the case did not go through "{name}"',)),
    Row("message_awaited", "then", ('se espera el mensaje "{name}"',),
        ('espera-se a mensagem "{name}"',), ('the message "{name}" is awaited',)),
    Row("stopped", "then", ("un paso falla y espera a quien opera",),
        ("um passo falha e espera quem opera",), ("a step fails and waits for who operates",)),
    Row("fact", "then", ('"{name}" es "{value}"',), ('"{name}" é "{value}"',),
        ('"{name}" is "{value}"',)),
    Row("fact_not", "then", ('"{name}" no es "{value}"',), ('"{name}" não é "{value}"',),
        ('"{name}" is not "{value}"',)),
    Row("empty", "then", ('"{name}" está vacío',), ('"{name}" está vazio',),
        ('"{name}" is empty',)),
    Row("over", "then", ('"{name}" es mayor que {amount}',), ('"{name}" é maior que {amount}',),
        ('"{name}" is more than {amount}',)),
    Row("under", "then", ('"{name}" es menor que {amount}',), ('"{name}" é menor que {amount}',),
        ('"{name}" is less than {amount}',)),
    Row("owed", "then", ("la tasa es de {amount}",), ("a taxa é de {amount}",),
        ("the fee is {amount}",)),
    Row("owed_not", "then", ("no se debe ninguna tasa",), ("não se deve nenhuma taxa",),
        ("no fee is owed",)),
    Row("letter", "then", ('se emitió "{letter}"',), ('foi emitido "{letter}"',),
        ('"{letter}" was issued',)),
    Row("letter_not", "then", ('no se emitió "{letter}"',), ('não foi emitido "{letter}"',),
        ('"{letter}" was not issued',)),
    Row("says", "then", ('"{letter}" dice "{words}"',), ('"{letter}" diz "{words}"',),
        ('"{letter}" says "{words}"',)),
    Row("says_not", "then", ('"{letter}" no dice "{words}"',), ('"{letter}" não diz "{words}"',),
        ('"{letter}" does not say "{words}"',)),
    Row("mail", "then", ('se envió un correo a "{address}"',),
        ('foi enviado um e-mail a "{address}"',), ('a letter was mailed to "{address}"',)),
    Row("mail_says", "then", ('el correo dice "{words}"',), ('o e-mail diz "{words}"',),
        ('the mail says "{words}"',)),
    Row("mail_not", "then", ("no se envió ningún correo",), ("não foi enviado nenhum e-mail",),
        ("nothing was mailed",)),
    Row("cannot", "then", ('no se puede<,> porque "{reason}"',),
        ('não se pode<,> porque "{reason}"',), ('it is refused because "{reason}"',)),
)  # fmt: skip
ROWS = (*GIVEN, *WHEN, *THEN)
"""In the order in which they are offered; of two that fit a step the first one counts."""

EXAMPLES: dict[str, tuple[str, str, str]] = {
    "day": (
        "lunes 2 de marzo de 2026", "segunda-feira, 2 de março de 2026", "Monday 2 March 2026",
    ),
    "who": ("Rosa", "Rosa", "Rosa"),
    "whom": ("Rosa", "Rosa", "Rosa"),
    "role": ("Mesa de partes", "Protocolo", "Reception"),
    "anyrole": ("área usuaria", "área usuária", "user area"),
    "task": ("Revisar", "Revisar", "Review"),
    "term": ("Plazo para resolver", "Prazo para decidir", "Term to decide"),
    "days": ("5", "5", "5"),
    "amount": ("25.00", "25.00", "25.00"),
    "name": ("Riesgo", "Risco", "Risk"),
    "value": ("Alto", "Alto", "High"),
    "end": ("Pagado", "Pago", "Paid"),
    "letter": ("Constancia", "Certidão", "Certificate"),
    "words": ("se otorga", "concede-se", "is granted"),
    "reason": ("es obligatorio", "é obrigatório", "is required"),
    "kind": ("cauce:http", "cauce:http", "cauce:http"),
    "address": ("nelida@example.pe", "nelida@example.pe", "nelida@example.pe"),
}  # fmt: skip
"""What stands in the places of a phrase that is offered: in Spanish, Portuguese, English."""
LANGUAGES = ("es", "pt", "en")
KEYWORDS = {
    "es": ("Dado", "Cuando", "Entonces", "Y"),
    "pt": ("Dado", "Quando", "Então", "E"),
    "en": ("Given", "When", "Then", "And"),
}
