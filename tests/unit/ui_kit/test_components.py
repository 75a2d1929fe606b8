"""What the macros promise to readers and to screen readers."""

from collections.abc import Callable

import pytest
from jinja2 import UndefinedError
from lxml import html

from ui.parts import Choice, FieldError, TermState
from ui.templating import Localisation, Templates

Snippet = Callable[..., str]
FIELD = '{% from "components/field.html" import text_field, date_field, radio_field, money_field %}'


def test_a_field_ties_hint_and_error_to_its_control(snippet: Snippet) -> None:
    drawn = html.fromstring(
        snippet(FIELD + '{{ text_field("ruc", "RUC", "2060", hint="Son 11.", error="Revise") }}')
    )
    control = drawn.get_element_by_id("ruc")
    assert control.get("aria-describedby") == "ruc-hint ruc-error"
    assert control.get("aria-invalid") == "true"
    assert control.get("value") == "2060"
    order = [element.get("class") or element.tag for element in drawn.iter()][1:]
    assert [name for name in order if name in ("label", "hint", "error", "input")] == [
        "label",
        "hint",
        "error",
        "input",
    ]


def test_what_was_typed_comes_back_escaped(snippet: Snippet) -> None:
    typed = '"><script>alert(1)</script>'
    drawn = html.fromstring(snippet(FIELD + '{{ text_field("a", "A", typed) }}', typed=typed))
    assert drawn.get_element_by_id("a").get("value") == typed
    assert drawn.xpath("//script") == []


def test_a_date_comes_back_in_three_parts_even_when_it_is_none(snippet: Snippet) -> None:
    typed = {"day": "31", "month": "2", "year": "20x6"}
    source = FIELD + '{{ date_field("start", "Inicio", value) }}'
    drawn = html.fromstring(snippet(source, value=typed))
    assert drawn.get_element_by_id("start").get("value") == "31"
    assert drawn.xpath("string(//option[@selected])") == "febrero"
    assert drawn.xpath("//input[@name='start-year']/@value") == ["20x6"]
    assert "selected" not in snippet(source, value=None)


def test_a_choice_is_a_group_with_a_legend_and_one_marked_option(snippet: Snippet) -> None:
    choices = [Choice("1", "Sí", "sigue"), Choice("2", "No")]
    drawn = html.fromstring(
        snippet(FIELD + '{{ radio_field("ok", "¿Conforme?", choices, 2) }}', choices=choices)
    )
    assert drawn.tag == "fieldset"
    assert drawn.xpath("//input[@checked]/@value") == ["2"]
    assert drawn.xpath("//input/@id") == ["ok", "ok-2"]


def test_the_summary_counts_the_faults_and_leads_to_each_field(snippet: Snippet) -> None:
    source = '{% from "components/note.html" import error_summary %}{{ error_summary(faults) }}'
    faults = [FieldError("ruc", "Revise el RUC"), FieldError("area", "Escriba el área")]
    drawn = html.fromstring(snippet(source, faults=faults))
    assert "Falta corregir 2 datos" in drawn.text_content()
    assert drawn.xpath("//a/@href") == ["#ruc", "#area"]
    english = snippet(source, locale="en", faults=faults[:1])
    assert "1 item to correct" in english


@pytest.mark.parametrize("kind", list(TermState))
def test_every_state_of_legal_time_has_a_word_and_an_icon(
    snippet: Snippet, kind: TermState
) -> None:
    source = '{% from "components/state.html" import state %}{{ state(kind, "palabra") }}'
    drawn = html.fromstring(snippet(source, kind=kind))
    assert drawn.text_content().strip() == "palabra"
    assert len(drawn.xpath("//svg")) == 1


def test_an_unavailable_button_says_why_and_sends_nothing(snippet: Snippet) -> None:
    load = '{% from "components/button.html" import button %}'
    drawn = html.fromstring(snippet(load + '<p>{{ button("Emitir", reason="Falta.") }}</p>'))
    button = drawn.xpath("//button")[0]
    assert button.get("aria-disabled") == "true"
    assert button.get("type") == "button"
    assert "Falta." in drawn.text_content()


def test_a_missing_variable_is_an_error(snippet: Snippet) -> None:
    with pytest.raises(UndefinedError):
        snippet("{{ nobody_said }}")


def test_one_block_of_a_page_renders_alone(templates: Templates) -> None:
    words = templates.render("gallery/signin.html", {}, locale=Localisation(), block="title")
    assert words == "Ingrese para trabajar"
