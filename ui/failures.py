"""Why something failed, in the reader's language: the sentence that is kept with its parts; of what
was kept before they were, or was said by a program elsewhere, the text as it is."""

from __future__ import annotations

from gettext import NullTranslations

from engine.sentences import from_kept


def told_failure(message: str, said: str | None, words: NullTranslations) -> str:
    """The sentence of an incident, of an attempt or of a refused step."""
    return from_kept(said).told(words.gettext) if said else message
