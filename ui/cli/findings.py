"""What the checks found, line by line: errors as problems, warnings as what is worth a look."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import NullTranslations

from engine.refusals import Fault
from ui.cli.console import out, problem
from ui.findings import told


def tell(found: Iterable[Fault], words: NullTranslations, *, aside: bool = False) -> None:
    """Each of them; `aside` puts the warnings on standard error too."""
    for fault in found:
        sentence = told(fault, words.gettext)
        if fault.is_error:
            problem(sentence)
            continue
        line = words.gettext("Revise: %(finding)s") % {"finding": sentence}
        (problem if aside else say)(line)


def say(sentence: str) -> None:
    """One line, as it is."""
    out.print(sentence, markup=False, highlight=False, soft_wrap=True)


def faults(number: int, words: NullTranslations) -> str:
    """«1 falta», «3 faltas»."""
    return words.ngettext("%(n)s falta", "%(n)s faltas", number) % {"n": number}


def notices(number: int, words: NullTranslations) -> str:
    """«1 aviso», «3 avisos»."""
    return words.ngettext("%(n)s aviso", "%(n)s avisos", number) % {"n": number}


def summary(errors: int, warnings: int, words: NullTranslations) -> str:
    """How much was found, in one sentence."""
    if not errors + warnings:
        return words.gettext("Todo está bien.")
    facts = {"errors": faults(errors, words), "warnings": notices(warnings, words)}
    return words.gettext("%(errors)s y %(warnings)s.") % facts
