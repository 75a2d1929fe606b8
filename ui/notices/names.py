"""What kinds of notice, channels, and results are called on screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

from engine.notices.choosing import TemplateKey
from engine.notices.kinds import Channel, NoticeKind
from storage.tables.notices import AttemptState

Name = Callable[[NullTranslations], str]

KINDS: Mapping[str, Name] = {
    NoticeKind.ASSIGNED: lambda w: w.gettext("Me asignan o pasan una tarea"),
    NoticeKind.NAMED: lambda w: w.gettext("Me nombran en un comentario"),
    NoticeKind.TERM: lambda w: w.gettext("Un plazo de mi trabajo está por vencer o venció"),
    NoticeKind.LAW: lambda w: w.gettext("La ley decidió: silencio, abandono o caducidad"),
    NoticeKind.DECIDED: lambda w: w.gettext("Terminó o se anuló un expediente que abrí"),
    NoticeKind.OBSERVED: lambda w: w.gettext("Observan o corrigen datos de un expediente mío"),
    NoticeKind.STOPPED: lambda w: w.gettext("Se suspendió, reanudó o movió un expediente mío"),
    NoticeKind.FAILED: lambda w: w.gettext("Un paso falló y espera a quien opera"),
    NoticeKind.WORKSHOP: lambda w: w.gettext("Me piden o contestan un cambio de un proceso"),
    NoticeKind.WRITTEN: lambda w: w.gettext("Escribe quien presentó un expediente que tengo"),
}
CHANNELS: Mapping[str, Name] = {
    Channel.MAIL: lambda w: w.gettext("Correo"),
    Channel.SMS: lambda _: "SMS",
    Channel.WHATSAPP: lambda _: "WhatsApp",
}
STATES: Mapping[str, Name] = {
    AttemptState.WAITING: lambda w: w.gettext("Por enviar"),
    AttemptState.SENT: lambda w: w.gettext("Enviado"),
    AttemptState.FAILED: lambda w: w.gettext("No se pudo entregar"),
}
TEMPLATES: Mapping[str, Name] = {
    TemplateKey.NOTICE: lambda w: w.gettext("Correo de un aviso"),
    TemplateKey.CHANGE: lambda w: w.gettext("Correo de un cambio de proceso"),
    TemplateKey.DIGEST: lambda w: w.gettext("Correo con el resumen del día"),
    TemplateKey.SHORT: lambda w: w.gettext("Texto corto al teléfono"),
}


def kind_name(kind: str, words: NullTranslations) -> str:
    """«Me asignan o pasan una tarea»."""
    return KINDS[kind](words)


def channel_name(channel: str, words: NullTranslations) -> str:
    """«Correo», «SMS»."""
    return CHANNELS[channel](words)


def attempt_state(state: str, words: NullTranslations) -> str:
    """«Enviado»."""
    return STATES[state](words)


def template_name(key: str, words: NullTranslations) -> str:
    """«Correo de un aviso»."""
    return TEMPLATES[key](words)
