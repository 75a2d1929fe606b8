"""The pages' Jinja writes what Jinja itself writes, and refuses what it refuses."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context
from markupsafe import Markup

from ui.page_templates import PageEnvironment, remembered, sentences_of


class Drawn:
    """Something that knows how it is written."""

    def __html__(self) -> str:
        return "<b>drawn</b>"


class Told:
    """Something that is written as a text."""

    def __str__(self) -> str:
        return "<told>"


class Catalogue(NullTranslations):
    """A language of a few words."""

    def gettext(self, message: str) -> str:
        return {"Tomar": "Pegar & levar", "Hay %(n)s de %(who)s": "%(who)s: %(n)s"}.get(
            message, message
        )


@pass_context
def seen(context: Any, name: str) -> str:
    return str(context[name])


PARTS = """
{% macro plain(a, b="<dos>", c=none) %}[{{ a }}|{{ b }}|{{ c }}]{% endmacro %}
{% macro around(label) %}<p>{{ label }}: {{ caller() }}</p>{% endmacro %}
{% macro with_value() %}{% for each in (1, 2) %}{{ caller(each) }}{% endfor %}{% endmacro %}
{% macro inner() %}{{ plain("in") }}{{ _("Tomar") }}{% endmacro %}
"""
PAGES = [
    "{{ text }} {{ markup }} {{ drawn }} {{ told }} {{ number }} {{ 1.5 }} {{ none }} {{ true }}",
    "{{ text ~ markup }}{{ [text, number] }}{{ {'a': text} }}",
    "{{ parts.plain(text) }}{{ parts.plain(markup, c=number) }}{{ parts.inner() }}",
    "{% call parts.around(text) %}{{ text }}{{ markup }}{% endcall %}",
    "{% call(each) parts.with_value() %}{{ each }}{{ text }}{% endcall %}",
    "{% for each in (text, markup) %}{{ seen('number') }}{{ each }}{% set x = each %}{{ x }}"
    "{% endfor %}",
    "{{ _('Tomar') }}{{ _('Hay %(n)s de %(who)s', n=number, who=text) }}{{ _('100 %%') }}",
    "{{ ngettext('%(num)s tarea', '%(num)s tareas', number) }}",
    "{{ items | map(attribute='a') | join(text) }}{{ text | upper }}{{ {'x': text} | xmlattr }}",
    "{% set block %}{{ text }}<i>{% endset %}{{ block }}{{ joined(text, *(1, 2), sep='<') }}",
    "{{ 'said' if missing is defined else 'unsaid' }}{{ text.nothing is defined }}",
    "{% autoescape false %}{{ text }}{% endautoescape %}",
]


def joined(*parts: object, sep: str) -> str:
    return sep.join(map(str, parts))


CONTEXT = {
    "text": "<uno> & 'dos'",
    "markup": Markup("<em>ya</em>"),
    "drawn": Drawn(),
    "told": Told(),
    "number": 7,
    "items": [{"a": "<1>"}, {"a": "2"}],
    "seen": seen,
    "joined": joined,
}


def environment(kind: type[Environment]) -> Environment:
    made = kind(
        loader=DictLoader({"parts.html": PARTS}),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(Catalogue(), newstyle=True)  # type: ignore[attr-defined]
    return made


def pages() -> Environment:
    made = environment(PageEnvironment)
    made.globals["_"] = sentences_of(Catalogue())
    return made


def written(made: Environment, text: str) -> str:
    return made.from_string("{% import 'parts.html' as parts %}" + text).render(CONTEXT)


@pytest.mark.parametrize("text", PAGES)
def test_a_page_is_written_as_jinja_writes_it(text: str) -> None:
    assert written(pages(), text) == written(environment(Environment), text)


def test_what_is_kept_is_what_the_macro_writes() -> None:
    made = pages()
    made.globals["remembered"] = remembered
    for _ in range(2):
        for given in ("text", "markup", "number", "true", "1", "[1, text]", "(1, text)"):
            plain = written(made, "{{ parts.plain(" + given + ", c=" + given + ") }}")
            again = "{{ remembered(parts.plain, " + given + ", c=" + given + ") }}"
            assert written(made, again) == plain
    with pytest.raises(UndefinedError):
        written(made, "{{ remembered(parts.plain, missing) }}")


def test_what_is_missing_is_refused() -> None:
    for text in ("{{ missing }}", "{{ text.nothing }}", "{{ missing() }}", "{{ missing.x }}"):
        with pytest.raises(UndefinedError):
            written(pages(), text)


def test_a_macro_refuses_what_it_does_not_take() -> None:
    with pytest.raises(TypeError, match="takes no keyword argument"):
        written(pages(), "{{ parts.plain(1, d=2) }}")


def test_a_sentence_is_markup_and_its_values_are_escaped() -> None:
    sentence = sentences_of(Catalogue())
    assert sentence("Tomar") == Markup("Pegar & levar")
    assert sentence("Hay %(n)s de %(who)s", n=1, who="<b>") == Markup("&lt;b&gt;: 1")
