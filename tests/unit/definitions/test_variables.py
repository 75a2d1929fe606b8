"""Variables that are read and never set, forms that nobody uses: told where it is sure."""

from engine.definitions import Bundle
from engine.definitions.checking import check_bundle
from tests.diagrams import bundle, end, field, form, path, script, service, start, user


def told(drawn: Bundle) -> list[tuple[str, str]]:
    """What is said of variables, but for answers that nothing reads."""
    return [
        (fault.element_id, fault.message)
        for fault in check_bundle(drawn)
        if fault.rule == "variables" and not fault.file.startswith("forms/")
    ]


def drawn(middle: str, expression: str, *, more: dict[str, bytes] | None = None) -> Bundle:
    return bundle(
        start(), user("ask", form="ask"), middle, script("count", expression, "total"), end(),
        path("start", "ask", "middle", "count", "end"),
        forms={"ask": form(field("amount", "number")), **(more or {})},
    )  # fmt: skip


def test_what_a_form_or_a_script_gives_is_known() -> None:
    assert told(drawn(script("middle", "amount + 1", "next"), "next + amount")) == []


def test_a_variable_that_nothing_sets_is_told_once_where_it_is_read_first() -> None:
    model = drawn(script("middle", "amout + 1", "next"), "next + amout")
    assert told(model) == [("middle", "«amout» se lee aquí y nada le da un valor.")]


def test_a_job_may_set_anything_unless_it_says_what() -> None:
    says = '<zeebe:ioMapping><zeebe:output source="=answer" target="reply"/></zeebe:ioMapping>'
    assert told(drawn(service("middle", "post"), "reply + unknown")) == []
    named = drawn(service("middle", "post", more=says), "reply + unknown")
    assert told(named) == [("count", "«unknown» se lee aquí y nada le da un valor.")]


def test_a_form_that_no_task_uses_is_told() -> None:
    model = drawn(script("middle", "amount", "next"), "next", more={"lost": form(field("x"))})
    assert told(model) == [("", "Ninguna tarea usa el formulario «lost».")]
