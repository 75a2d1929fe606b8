"""The HTML that the author of a form may write: a short list of harmless marks, checked on deploy.

What is not on the list (scripts, styles, frames, pictures, event handlers) is refused by name,
never left out in silence. Values go between marks, never inside one, and the page escapes them.
What the page gets is written anew from what was read, so that no browser can read it otherwise.
"""

import html
import re
from html.parser import HTMLParser

from engine.sentences import N_, Sentence, phrase

MARKS = frozenset(
    {"p", "br", "hr", "strong", "b", "em", "i", "u", "small", "sub", "sup", "span", "div", "abbr"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "h2", "h3", "h4", "a", "blockquote"}
    | {"table", "caption", "thead", "tbody", "tr", "th", "td"}
)
EMPTY = frozenset({"br", "hr"})
ATTRIBUTES = {"a": frozenset({"href"}), "abbr": frozenset({"title"}), "th": frozenset({"scope"})}
_ADDRESS = re.compile(r"(https?://|mailto:|tel:|/(?![/\\])|#)[^\s\x00-\x1f]*", re.I)
HOLE = "\ue000"
"""Stands for a value while the marks around it are read."""


class Written(str):
    """Marks as the author wrote them and the deploy checked them; everything else is escaped."""

    __slots__ = ()


def read_markup(text: str) -> tuple[list[str], list[Sentence]]:
    """The pieces between the values (HOLE in `text`), and what may not stand there."""
    reader = _Reader()
    reader.feed(text)
    unfinished = "<" in reader.rawdata
    reader.close()
    if reader.open:
        reader.faults.append(phrase(N_("Falta cerrar la marca «%(tag)s»"), tag=reader.open[-1]))
    elif unfinished:
        reader.faults.append(phrase(N_("Una marca quedó sin terminar")))
    return "".join(reader.out).split(HOLE), list(dict.fromkeys(reader.faults))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: list[Sentence] = []
        self.open: list[str] = []
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One mark that opens."""
        if tag not in MARKS:
            self.faults.append(phrase(N_("La marca «%(tag)s» no se admite en HTML"), tag=tag))
            return
        if HOLE in (self.get_starttag_text() or ""):
            self.faults.append(
                phrase(N_("Dentro de la marca «%(tag)s» no puede ir un valor"), tag=tag)
            )
        given = [self._attribute(tag, name, value or "") for name, value in attrs]
        self.out.append(f"<{tag}{''.join(given)}>")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>`."""
        self.handle_starttag(tag, attrs)
        if tag in MARKS and tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """One mark that closes the last one open."""
        if not self.open or self.open[-1] != tag:
            self.faults.append(
                phrase(N_("La marca «%(tag)s» se cierra sin haberse abierto"), tag=tag)
            )
            return
        self.out.append(f"</{self.open.pop()}>")

    def handle_data(self, data: str) -> None:
        """Words, in which no mark may hide."""
        if "<" in data:
            self.faults.append(phrase(N_("Un signo «<» suelto debe escribirse «&lt;»")))
        self.out.append(html.escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        """`&nbsp;`: the sign itself."""
        self.out.append(html.escape(html.unescape(f"&{name};")))

    def handle_charref(self, name: str) -> None:
        """`&#233;`: the sign itself."""
        self.out.append(html.escape(html.unescape(f"&#{name};")))

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  the parser's own signature
        """Nothing that is not read."""
        self.faults.append(phrase(N_("Los comentarios de HTML no se admiten")))

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002  the parser's own signature
        """No document inside the page."""
        self.faults.append(phrase(N_("Las declaraciones de HTML no se admiten")))

    def handle_pi(self, data: str) -> None:  # noqa: ARG002  the parser's own signature
        """No instruction to a machine."""
        self.faults.append(phrase(N_("Las instrucciones de HTML no se admiten")))

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002  the parser's own signature
        """No CDATA."""
        self.faults.append(phrase(N_("Las declaraciones de HTML no se admiten")))

    def _attribute(self, tag: str, name: str, value: str) -> str:
        if name not in ATTRIBUTES.get(tag, frozenset()):
            self.faults.append(
                phrase(
                    N_("El atributo «%(name)s» de «%(tag)s» no se admite en HTML"),
                    name=name,
                    tag=tag,
                )
            )
        elif name == "href" and not _ADDRESS.fullmatch(value):
            self.faults.append(phrase(N_("Un enlace debe empezar con https://, mailto:, tel: o /")))
        return f' {name}="{html.escape(value)}"'
