"""Turns a template and what it shows into HTML.

One Jinja environment a localisation (language, clock, currency), kept; nothing of a request lives
in it, so macros may use its filters and sentences without being handed them. A missing variable is
an error, everything is escaped, and a block of a page can be rendered alone for htmx.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any
from zlib import crc32

from babel.core import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_block
from markupsafe import Markup

from ui.formats import Formats, Localisation
from ui.page_templates import PageEnvironment, remembered, sentences_of

HERE = Path(__file__).resolve().parent
FILTERS = (
    "money",
    "number",
    "percent",
    "day_words",
    "date_words",
    "month_words",
    "short_day",
    "weekday_short",
    "clock",
    "moment",
    "file_size",
)

__all__ = ["Bundle", "Localisation", "Templates"]


class BundleMissingError(RuntimeError):
    """The bundle that the build hook makes is not there."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the build hook made: the hashed names of the browser's files, and the icons."""

    folder: Path = HERE / "static" / "dist"
    address: str = "/static"
    names: dict[str, str] = field(init=False)
    icons: dict[str, str] = field(init=False)
    drawn: dict[tuple[str, int], Markup] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        manifest = self.folder / "manifest.json"
        if not manifest.exists():
            raise BundleMissingError("The front end is not built; run: python hatch_build.py")
        names: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
        icons = json.loads((self.folder / names["icons.json"]).read_text(encoding="utf-8"))
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "icons", icons)

    def asset(self, name: str) -> str:
        """The address of a file of the bundle; it never changes, so it may be kept a year."""
        return f"{self.address}/{self.names[name]}"

    def inside(self, name: str) -> Markup:
        """A script of the bundle, to stand in a page that is kept and opened without a network."""
        text = (self.folder / self.names[name]).read_text(encoding="utf-8")
        return Markup(text)  # noqa: S704  # our own build wrote it

    def icon(self, name: str, size: int = 18) -> Markup:
        """A Lucide icon as inline SVG, unseen by screen readers: a word always stands beside it.

        A model of a process may name any icon; one that is not bundled is drawn as a sheet."""
        known = name if name in self.icons else "file-text"
        if (known, size) not in self.drawn:
            self.drawn[known, size] = self._draw(self.icons[known], size)
        return self.drawn[known, size]

    def _draw(self, shapes: str, size: int) -> Markup:
        return Markup(  # noqa: S704  # our own build wrote the shapes, size is a number
            f'<svg class="icon" width="{size:d}" height="{size:d}" viewBox="0 0 24 24" fill="none"'
            ' stroke="currentColor" stroke-width="1.9" stroke-linecap="round"'
            f' stroke-linejoin="round" aria-hidden="true" focusable="false">{shapes}</svg>'
        )


class Templates:
    """Renders pages and parts of pages. Make one when the application starts."""

    def __init__(
        self,
        *,
        folders: tuple[Path, ...] = (),
        bundle: Bundle | None = None,
        reload: bool = False,
    ) -> None:
        """`reload` reads a changed template again, for whoever writes them."""
        self._reload = reload
        self._loader = FileSystemLoader([*folders, HERE / "templates"])
        self._bundle = bundle or Bundle()
        self._environments: dict[Localisation, Environment] = {}

    def render(
        self,
        name: str,
        context: Mapping[str, Any],
        *,
        locale: Localisation,
        block: str | None = None,
    ) -> str:
        """The whole page, or one of its blocks when `block` names it."""
        environment = self.environment(locale)
        if block is not None:
            return render_block(environment, name, block, **context)
        return environment.get_template(name).render(**context)

    def environment(self, locale: Localisation) -> Environment:
        """The environment of one localisation, made at its first use."""
        if locale not in self._environments:
            self._environments[locale] = self._make(locale)
        return self._environments[locale]

    def _make(self, locale: Localisation) -> Environment:
        environment = PageEnvironment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=self._reload,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        )
        catalogue = catalogue_of(locale.language)
        install = environment.install_gettext_translations  # type: ignore[attr-defined]  # i18n adds it
        install(catalogue, newstyle=True)
        formats = formats_of(locale)
        environment.filters.update({name: getattr(formats, name) for name in FILTERS})
        environment.globals.update(
            _=sentences_of(catalogue),
            remembered=remembered,
            asset=self._bundle.asset,
            inside=self._bundle.inside,
            icon=self._bundle.icon,
            language=locale.language,
            currency_sign=formats.style.sign,
            separators=formats.style.group + formats.style.point,
            months=month_names(locale.language),
            tint=tint,
            initials=initials,
        )
        return environment


@cache
def catalogue_of(language: str) -> NullTranslations:
    """The sentences of a language; Spanish is the language that the templates are written in.

    Kept: finding a catalogue asks the disk, and a page asks for it once for each sentence."""
    return translation("cauce", HERE / "locale", [language], fallback=True)


@cache
def formats_of(localisation: Localisation) -> Formats:
    """How figures and days are written for one localisation; kept, as a page asks for each row."""
    return Formats(localisation, translate=catalogue_of(localisation.language).gettext)


def initials(name: str) -> str:
    """`RQ` for Rosa Quispe."""
    return "".join(word[0] for word in name.split()[:2]).upper()


@cache
def tint(name: str) -> int:
    """Which of the five quiet tints stands behind a person's initials: always the same one."""
    return (crc32(name.encode()) + 2) % 5


def month_names(language: str) -> list[str]:
    names = Locale(language).months["format"]["wide"]
    return [str(names[number]) for number in range(1, 13)]
