"""The words of the cadastre: what makes a version, and what somebody has of a parcel."""

from __future__ import annotations

from gettext import NullTranslations


def operations(words: NullTranslations) -> dict[str, str]:
    """What made a version."""
    return {
        "load": words.gettext("Carga inicial"),
        "subdivision": words.gettext("Subdivisión"),
        "merger": words.gettext("Acumulación"),
        "rectification": words.gettext("Rectificación"),
        "registration": words.gettext("Inmatriculación"),
        "correction": words.gettext("Corrección"),
        "use": words.gettext("Cambio de uso"),
        "rights": words.gettext("Derechos"),
        "buildings": words.gettext("Construcciones"),
    }


def rights(words: NullTranslations) -> dict[str, str]:
    """What somebody has of a parcel."""
    return {
        "ownership": words.gettext("Propiedad"),
        "possession": words.gettext("Posesión"),
        "usufruct": words.gettext("Usufructo"),
        "lease": words.gettext("Arrendamiento"),
        "mortgage": words.gettext("Hipoteca"),
        "easement": words.gettext("Servidumbre"),
        "encumbrance": words.gettext("Carga o embargo"),
    }


def families(words: NullTranslations) -> dict[str, str]:
    """LA_RRR."""
    return {
        "right": words.gettext("Derecho"),
        "restriction": words.gettext("Restricción"),
        "responsibility": words.gettext("Responsabilidad"),
    }


def materials(words: NullTranslations) -> dict[str, str]:
    """What a storey is built of."""
    return {
        "concreto": words.gettext("Concreto"),
        "ladrillo": words.gettext("Ladrillo"),
        "adobe": words.gettext("Adobe"),
        "madera": words.gettext("Madera"),
        "otro": words.gettext("Otro material"),
    }


def conditions(words: NullTranslations) -> dict[str, str]:
    """How well a storey is kept."""
    return {
        "muy bueno": words.gettext("Muy bueno"),
        "bueno": words.gettext("Bueno"),
        "regular": words.gettext("Regular"),
        "malo": words.gettext("Malo"),
    }
