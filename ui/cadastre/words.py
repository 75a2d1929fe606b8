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
