"""What the pictures say in sentences: how long cases take, where time goes, what is repeated."""

from __future__ import annotations

from collections.abc import Callable

from engine.pictures.reading import Bottleneck, Picture
from ui.pictures.durations import duration
from ui.visit import Member

Named = Callable[[str], str]
"""What an element is called."""
CHANGED = 0.2
"""A median that moved by less is told as the same."""
OFTEN = 0.1
"""From this share on it is told that a step is repeated."""
AT_LEAST = 2
MOST = 3


def whole_sentence(here: Member, picture: Picture) -> str:
    """How many cases ended, and how long they took."""
    done = picture.whole.done
    if not done:
        return here.words.gettext("Ningún expediente terminó en este periodo.")
    told = here.words.ngettext(
        "Terminó %(n)s expediente.", "Terminaron %(n)s expedientes.", done
    ) % {"n": here.formats.number(done)}
    median, slow = picture.whole.median, picture.whole.slow
    if median is None or slow is None:
        return told
    pattern = here.words.gettext(
        "La mitad tardó %(median)s o menos; 9 de cada 10, %(slow)s o menos."
    )
    return f"{told} " + pattern % {"median": duration(median, here), "slow": duration(slow, here)}


def bottleneck_sentences(
    here: Member, picture: Picture, before: Picture, named: Named
) -> list[str]:
    """Where time goes, the most first, then what is done again."""
    found = [bottleneck_sentence(here, each, named) for each in picture.bottlenecks(before)]
    return found + repeat_sentences(here, picture, named)


def bottleneck_sentence(here: Member, each: Bottleneck, named: Named) -> str:
    """«El 52 % del tiempo se va esperando que alguien tome «Firmar»: 6 días de mediana; antes eran
    3 días.»"""
    pattern = (
        here.words.gettext(
            "El %(share)s del tiempo se va esperando que alguien tome «%(step)s»: "
            "%(median)s de mediana"
        )
        if each.waits
        else here.words.gettext(
            "El %(share)s del tiempo se va trabajando en «%(step)s»: %(median)s de mediana"
        )
    )
    told = pattern % {
        "share": here.formats.percent(each.share),
        "step": named(each.element),
        "median": duration(each.median, here),
    }
    return told + trend(here, each)


def trend(here: Member, each: Bottleneck) -> str:
    """How it was in as many months before, where enough tell."""
    before = each.before
    if before is None:
        return "."
    if abs(each.median - before) <= CHANGED * max(each.median, before):
        return here.words.gettext(", como en el periodo anterior.")
    pattern = here.words.gettext("; en el periodo anterior, %(before)s.")
    return pattern % {"before": duration(before, here)}


def repeat_sentences(here: Member, picture: Picture, named: Named) -> list[str]:
    """Steps that cases come to again after they were done."""
    shares = [
        (step.repeats / step.visits, element, step)
        for element, step in picture.steps.items()
        if step.repeats >= AT_LEAST and step.repeats / step.visits >= OFTEN
    ]
    pattern = here.words.gettext(
        "«%(step)s» se hace de nuevo: %(n)s de %(of)s veces ya se había hecho antes."
    )
    return [
        pattern
        % {
            "step": named(element),
            "n": here.formats.number(step.repeats),
            "of": here.formats.number(step.visits),
        }
        for _share, element, step in sorted(shares, key=lambda each: -each[0])[:MOST]
    ]
