"""What verification found, in a sentence for the auditor: of a history, and of an exported case.

The top floor tells them in the reader's language, and hands them to the page that checks offline.
"""

from __future__ import annotations

from enum import StrEnum

from engine.history.verification import FaultKind, Finding
from engine.sentences import N_

SENTENCES = {
    FaultKind.EDITED: N_("La actuación {seq} fue modificada después de registrarse."),
    FaultKind.REMOVED: N_("Falta la actuación {seq}: fue retirada."),
    FaultKind.REORDERED: N_("La actuación {seq} no está en su lugar: el orden fue cambiado."),
    FaultKind.REPLAYED: N_("La actuación {seq} es copia de una anterior."),
    FaultKind.TRUNCATED: N_("Falta la actuación {seq}: el final del historial fue cortado."),
    FaultKind.FORKED: N_(
        "La actuación {seq} continúa una anterior y no la última: hay dos versiones."
    ),
    FaultKind.ADDED: N_("La actuación {seq} fue añadida por fuera: el expediente no la conoce."),
    FaultKind.REWRITTEN: N_(
        "El historial fue escrito de nuevo: la actuación {seq} no es la última que el expediente"
        " conoce."
    ),
    FaultKind.CASE_REMOVED: N_("Se dieron {seq} números y hay {upto} expedientes: no coinciden."),
    FaultKind.SUBMISSION: N_(
        "Los datos declarados en la actuación {seq} ya no son los que se registraron."
    ),
    FaultKind.ENVELOPE_CHANGED: N_(
        "El sobre sellado que llegó en la actuación {seq} fue cambiado."
    ),
    FaultKind.ENVELOPE_REMOVED: N_("Falta el sobre sellado que llegó en la actuación {seq}."),
    FaultKind.ENVELOPE_ADDED: N_(
        "Hay un sobre sellado que no llegó en ninguna actuación: fue añadido por fuera."
    ),
    FaultKind.ENVELOPE_STATE: N_(
        "El sobre sellado que llegó en la actuación {seq} figura como presentado, reemplazado o"
        " retirado sin que la historia lo diga."
    ),
    FaultKind.ROOT_CHANGED: N_(
        "La raíz firmada n.º {seq} fue cambiada, o no sigue de la anterior."
    ),
    FaultKind.ROOT_UNMATCHED: N_(
        "La historia de un día ya no es la que se firmó en la raíz n.º {seq}."
    ),
}
SEVERAL = {
    FaultKind.REMOVED: N_("Faltan las actuaciones {seq} a {upto}: fueron retiradas."),
    FaultKind.TRUNCATED: N_("Faltan las actuaciones {seq} a {upto}: el final fue cortado."),
    FaultKind.ADDED: N_("Las actuaciones {seq} a {upto} fueron añadidas por fuera."),
}


class BagFault(StrEnum):
    """What is wrong with the file of an exported case, beside its history.

    twice, missing, changed, added_file: a file of the bag; signature: the list of files is not what
    was signed; moment: index and history are of two moments; document_missing, document_unknown,
    unlisted: a document is not in the bag, not in the history, or not in the index; evidence: what
    a signature was judged by is not there."""

    TWICE = "twice"
    MISSING = "missing"
    CHANGED = "changed"
    ADDED_FILE = "added_file"
    SIGNATURE = "signature"
    MOMENT = "moment"
    DOCUMENT_MISSING = "document_missing"
    DOCUMENT_UNKNOWN = "document_unknown"
    UNLISTED = "unlisted"
    EVIDENCE = "evidence"


BAG_SENTENCES = {
    BagFault.TWICE: N_("El archivo «{path}» está dos veces."),
    BagFault.MISSING: N_("Falta el archivo «{path}»."),
    BagFault.CHANGED: N_("El archivo «{path}» fue cambiado: su huella no es la registrada."),
    BagFault.ADDED_FILE: N_("El archivo «{path}» fue añadido: nadie lo registró."),
    BagFault.SIGNATURE: N_("La firma de la lista de archivos no es válida."),
    BagFault.MOMENT: N_("El índice y la historia no son del mismo momento."),
    BagFault.DOCUMENT_MISSING: N_("Falta el documento «{name}», folio {folio}."),
    BagFault.DOCUMENT_UNKNOWN: N_(
        "El documento «{name}», folio {folio}, no consta en la historia."
    ),
    BagFault.UNLISTED: N_("Falta en el índice un documento que consta en la historia ({digest}…)."),
    BagFault.EVIDENCE: N_("Falta lo que prueba la firma de {signer}: {file}."),
}


def sentence_of(finding: Finding) -> str:
    """One plain sentence in Spanish."""
    several = finding.upto is not None and finding.upto != finding.seq
    pattern = SEVERAL.get(finding.kind) if several else None
    pattern = pattern or SENTENCES[finding.kind]
    return pattern.format(seq=finding.seq, upto=finding.upto)


def said_of(fault: BagFault, **facts: object) -> str:
    """The same of a fault of the file."""
    return BAG_SENTENCES[fault].format(**facts)


class RootFault(StrEnum):
    """What a kept copy of the signed roots says otherwise than the municipality."""

    OTHER_KEY = "other_key"
    NOT_OURS = "not_ours"
    GONE = "gone"
    OTHER = "other"


ROOT_SENTENCES = {
    RootFault.OTHER_KEY: "La copia nombra otra clave que la de la municipalidad.",
    RootFault.NOT_OURS: "La raíz n.º {number} de la copia no la firmó la municipalidad.",
    RootFault.GONE: "La raíz n.º {number} de la copia ya no está en la municipalidad.",
    RootFault.OTHER: "La raíz n.º {number} ya no es la que se publicó.",
}


def said_of_root(fault: RootFault, number: int) -> str:
    """One plain sentence in Spanish."""
    return ROOT_SENTENCES[fault].format(number=number)
