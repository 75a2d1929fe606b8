"""Jinja as the pages use it: the same templates and the same output, at about half the cost.

A page calls a macro or a sentence some hundreds of times, and writes some thousands of values; what
Jinja does around each costs more than the thing itself. Here calls of macros and of plain functions
go straight through, a value that is written is escaped without being wrapped once more, and a
sentence without values in it is put together once. `tests/unit/pages/test_page_templates.py` holds
the output to Jinja's own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from gettext import NullTranslations
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]  # of `escape`

SENTENCES = 5_000
PARTS = 10_000
"""Some kilobytes each: of a town of usual size all that its inboxes show."""
_PLAIN = (FunctionType, MethodType)


class PageContext(Context):
    """Calls macros and plain functions directly."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  as in Jinja
        """As Jinja's, which looks three times at what it calls before it calls it."""
        kind = type(__obj)
        if kind is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(__self.eval_ctx, *args, **kwargs)
        if kind in _PLAIN and not hasattr(__obj, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class PageCode(CodeGenerator):
    """Writes values by `written`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class PageTemplate(Template):
    """A template whose macros are made once.

    Jinja compares all global names at every import, in case the importing template brings its own;
    here all have the environment's, and rows import their macros again and again."""

    def _get_default_module(self, _: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class PageEnvironment(Environment):
    """What the pages of one localisation share."""

    template_class = PageTemplate
    context_class = PageContext
    code_generator_class = PageCode

    @staticmethod
    def written(value: object) -> str:
        """The value as it stands in a page."""
        if type(value) is str:
            return escaped(value)
        if type(value) is Markup:
            return value
        return str(value) if type(value) is int else escape(value)


def remembered(macro: Macro, *args: object, **kwargs: object) -> Markup:
    """`{{ remembered(text_field, "due", …) }}`: what the macro writes for these values. For parts
    that stand in a page as they stood a moment ago; the macro must look at nothing else."""
    named = tuple((key, _still(value)) for key, value in kwargs.items())
    return _made(macro, tuple(_still(value) for value in args), named)


def _still(value: object) -> tuple[object, type]:
    """Something that can be a key; a number and a boolean are not the same."""
    return (tuple(value) if isinstance(value, list) else value), type(value)


def _as_given(kept: tuple[object, type]) -> object:
    value, kind = kept
    return list(value) if kind is list else value  # type: ignore[call-overload]  # it was one


@lru_cache(maxsize=PARTS)
def _made(
    macro: Macro,
    args: tuple[tuple[object, type], ...],
    kwargs: tuple[tuple[str, tuple[object, type]], ...],
) -> Markup:
    made = macro(*map(_as_given, args), **{key: _as_given(value) for key, value in kwargs})
    return Markup(made)  # noqa: S704  a macro escapes what it writes


def sentences_of(catalogue: NullTranslations) -> Callable[..., Markup]:
    """`_` of the templates: the sentence in the language of the catalogue, with values put in."""

    @lru_cache(maxsize=SENTENCES)
    def pattern(text: str) -> Markup:
        return Markup(catalogue.gettext(text))  # noqa: S704  our own sentences

    @lru_cache(maxsize=SENTENCES)
    def whole(text: str) -> Markup:
        return pattern(text) % {}

    def sentence(text: str, /, **values: object) -> Markup:
        return pattern(text) % values if values else whole(text)

    return sentence
