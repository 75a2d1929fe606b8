"""A process whose reviews are completed many at once, for the tests of the verb, page and API."""

from __future__ import annotations

from engine.definitions import Bundle
from tests.diagrams import bundle, end, field, form, path, start, user

REVIEW = form(
    {"type": "text", "id": "t", "text": "Pide {{pedido}}."},
    field(
        "resultado",
        "radio",
        values=[{"value": "si", "label": "Procede"}, {"value": "no", "label": "No procede"}],
    ),
    field("motivo", "textarea", conditional={"hide": '=resultado != "no"'}),
    field("permiso", required=False, conditional={"hide": "=pedido = null"}),
)
OTHER_REVIEW = REVIEW.replace(b"Procede", b"Va")


def review_process(review: bytes = REVIEW, *, most: str = "3") -> Bundle:
    """Opened with what is asked for, reviewed by another than who opened it, then filed."""
    return bundle(
        start(form="pedido"),
        user("revisar", "mesa", form="revision", more=f'<cauce:bulk most="{most}"/>'),
        user("archivar", "mesa"),
        end(),
        path("start", "revisar", "archivar", "end"),
        key="review",
        roles=("mesa",),
        forms={"pedido": form(field("pedido", required=False)), "revision": review},
        manifest='[[separate]]\nelements = ["start", "revisar"]\n',
    )
