"""What verification found, in a sentence for the auditor."""

from __future__ import annotations

from engine.history.verification import FaultKind, Finding

_SENTENCES = {
    FaultKind.EDITED: "La actuación {seq} fue modificada después de registrarse.",
    FaultKind.REMOVED: "Falta la actuación {seq}: fue retirada.",
    FaultKind.REORDERED: "La actuación {seq} no está en su lugar: el orden fue cambiado.",
    FaultKind.REPLAYED: "La actuación {seq} es copia de una anterior.",
    FaultKind.TRUNCATED: "Falta la actuación {seq}: el final del historial fue cortado.",
    FaultKind.FORKED: "La actuación {seq} continúa una anterior y no la última: hay dos versiones.",
    FaultKind.ADDED: "La actuación {seq} fue añadida por fuera: el expediente no la conoce.",
    FaultKind.REWRITTEN: "El historial fue escrito de nuevo: la actuación {seq} no es la última que"
    " el expediente conoce.",
    FaultKind.CASE_REMOVED: "Se dieron {seq} números y hay {upto} expedientes: no coinciden.",
    FaultKind.SUBMISSION: "Los datos declarados en la actuación {seq} ya no son los que se"
    " registraron.",
    FaultKind.ENVELOPE_CHANGED: "El sobre sellado que llegó en la actuación {seq} fue cambiado.",
    FaultKind.ENVELOPE_REMOVED: "Falta el sobre sellado que llegó en la actuación {seq}.",
    FaultKind.ENVELOPE_ADDED: "Hay un sobre sellado que no llegó en ninguna actuación:"
    " fue añadido por fuera.",
    FaultKind.ENVELOPE_STATE: "El sobre sellado que llegó en la actuación {seq} figura como"
    " presentado, reemplazado o retirado sin que la historia lo diga.",
}
_SEVERAL = {
    FaultKind.REMOVED: "Faltan las actuaciones {seq} a {upto}: fueron retiradas.",
    FaultKind.TRUNCATED: "Faltan las actuaciones {seq} a {upto}: el final fue cortado.",
    FaultKind.ADDED: "Las actuaciones {seq} a {upto} fueron añadidas por fuera.",
}


def sentence_of(finding: Finding) -> str:
    """One plain sentence in Spanish."""
    several = finding.upto is not None and finding.upto != finding.seq
    pattern = _SEVERAL.get(finding.kind) if several else None
    pattern = pattern or _SENTENCES[finding.kind]
    return pattern.format(seq=finding.seq, upto=finding.upto)
