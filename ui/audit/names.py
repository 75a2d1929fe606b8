"""What topics and looks are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

from engine.auditing.accesses import Looked
from engine.auditing.topics import Topic

Pattern = Callable[[NullTranslations], str]

TOPICS: Mapping[Topic, Pattern] = {
    Topic.CASE: lambda w: w.gettext("Expedientes"),
    Topic.TASK: lambda w: w.gettext("Tareas"),
    Topic.RULE: lambda w: w.gettext("Reglas y avisos del proceso"),
    Topic.TERM: lambda w: w.gettext("Plazos"),
    Topic.DOCUMENT: lambda w: w.gettext("Documentos y cartas"),
    Topic.DATA: lambda w: w.gettext("Datos y anotaciones"),
    Topic.NOTIFICATION: lambda w: w.gettext("Notificaciones"),
    Topic.PAYMENT: lambda w: w.gettext("Pagos y caja"),
    Topic.ENVELOPE: lambda w: w.gettext("Sobres sellados"),
    Topic.LAND: lambda w: w.gettext("Catastro"),
    Topic.INCIDENT: lambda w: w.gettext("Incidencias"),
    Topic.PEOPLE: lambda w: w.gettext("Personas, roles y cuentas"),
    Topic.SETTINGS: lambda w: w.gettext("Ajustes de la municipalidad"),
    Topic.REGISTER: lambda w: w.gettext("Registros"),
    Topic.READING: lambda w: w.gettext("Consultas de datos de personas"),
}

LOOKS: Mapping[Looked, Pattern] = {
    Looked.SIGNED_IN: lambda w: w.gettext("ingresó"),
    Looked.CASE: lambda w: w.gettext("abrió el expediente"),
    Looked.TASK: lambda w: w.gettext("abrió la tarea"),
    Looked.DOCUMENT: lambda w: w.gettext("abrió el documento"),
    Looked.REGISTER: lambda w: w.gettext("consultó un registro"),
    Looked.EXPORT: lambda w: w.gettext("descargó"),
    Looked.HISTORY: lambda w: w.gettext("leyó como auditor"),
    Looked.ACTED: lambda w: w.gettext("hizo algo en las páginas"),
}
