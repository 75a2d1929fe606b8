"""The letters to the address of an account. They name nobody: whoever reads the mail of an address
learns from them only that somebody typed it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from urllib.parse import quote

from engine.citizens.letters import LetterKind
from engine.notices.filling import one_line
from engine.notices.sending import Words
from storage.queries.accounts import AccountLetterRow
from storage.queries.municipalities import MunicipalityRow

Sentence = Callable[[NullTranslations], str]

SUBJECTS: Mapping[LetterKind, Sentence] = {
    LetterKind.SIGN_UP: lambda w: w.gettext("Su código para crear una cuenta"),
    LetterKind.KNOWN: lambda w: w.gettext("Ya tiene una cuenta"),
    LetterKind.RESET: lambda w: w.gettext("Su código para elegir otra clave"),
    LetterKind.CHANGE_FROM: lambda w: w.gettext("Su código para cambiar de correo"),
    LetterKind.CHANGE_TO: lambda w: w.gettext("Su código para usar este correo"),
    LetterKind.PASSWORD: lambda w: w.gettext("Cambió la clave de su cuenta"),
    LetterKind.ADDRESS: lambda w: w.gettext("Cambió el correo de su cuenta"),
}
SAID: Mapping[LetterKind, Sentence] = {
    LetterKind.SIGN_UP: lambda w: w.gettext(
        "Alguien escribió este correo para crear una cuenta. Si fue usted, siga aquí:"
    ),
    LetterKind.KNOWN: lambda w: w.gettext(
        "Alguien escribió este correo para una cuenta, y ya hay una con él. Si fue usted, ingrese"
        " con su clave o elija otra:"
    ),
    LetterKind.RESET: lambda w: w.gettext(
        "Alguien pidió elegir otra clave para la cuenta de este correo. Si fue usted, siga aquí:"
    ),
    LetterKind.CHANGE_FROM: lambda w: w.gettext(
        "Alguien pidió que su cuenta use otro correo. Si fue usted, escriba este código en la"
        " página donde lo pidió. Si no fue usted, cambie su clave cuanto antes."
    ),
    LetterKind.CHANGE_TO: lambda w: w.gettext(
        "Alguien pidió que su cuenta use este correo. Si fue usted, escriba este código en la"
        " página donde lo pidió."
    ),
    LetterKind.PASSWORD: lambda w: w.gettext(
        "La clave de su cuenta es otra desde hace un momento, y se cerraron sus sesiones. Si no fue"
        " usted, elija otra aquí:"
    ),
    LetterKind.ADDRESS: lambda w: w.gettext(
        "El correo de su cuenta es otro desde hace un momento. Si no fue usted, avise a la"
        " municipalidad."
    ),
}
PLACES: Mapping[LetterKind, tuple[str, ...]] = {
    LetterKind.SIGN_UP: ("citizen", "sign-up"),
    LetterKind.KNOWN: ("citizen",),
    LetterKind.RESET: ("citizen", "forgotten"),
    LetterKind.PASSWORD: ("citizen", "forgotten"),
}
"""Where each leads to; one with a code leads to the page where it is typed."""


def account_words(
    town: MunicipalityRow,
    words: NullTranslations,
    letter: AccountLetterRow,
    code: str,
    public_url: str,
) -> Words:
    """A letter in a reader's language."""
    kind = LetterKind(letter.kind)
    lines = [SAID[kind](words)]
    place = PLACES.get(kind)
    if place is not None:
        lines.append(_address(town, place, letter, code, public_url))
    if code:
        lines.append(words.gettext("Código: %(code)s") % {"code": code})
        lines.append(words.gettext("Sirve una hora y una sola vez. Si no fue usted, no haga nada."))
    subject = f"{town.name}: {SUBJECTS[kind](words)}"
    return Words(one_line(subject), "\n\n".join([*lines, town.name]))


def _address(
    town: MunicipalityRow,
    place: tuple[str, ...],
    letter: AccountLetterRow,
    code: str,
    public_url: str,
) -> str:
    base = "/".join((public_url, town.slug, *place))
    return f"{base}/{letter.id}?code={quote(code)}" if code else base
