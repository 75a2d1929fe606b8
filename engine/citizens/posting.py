"""The job that sends a letter to the address of an account; what is in it is written as it goes.

One that cannot be handed over in five tries is given up: no case waits for it, and whoever asked
asks again.
"""

from __future__ import annotations

from typing import Protocol

from engine.citizens.letters import ACCOUNT_LETTER, WITH_CODE, LetterKind, code_of
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Result, Retry, Work
from engine.notices.kinds import Channel
from engine.notices.sending import Words, handed
from engine.notices.wishing import TRIES
from engine.outside.mail import Sent
from engine.outside.outside import Outside
from storage.queries.accounts import AccountLetterRow, account_letter


class AccountWording(Protocol):
    """Makes the words of such a letter."""

    def words_for_account(
        self, municipality_id: int, letter: AccountLetterRow, code: str
    ) -> Words | None:
        """In the language of who asked; nothing of the person is in it."""
        ...


def account_letter_handlers(
    installation: Installation, outside: Outside, wording: AccountWording
) -> dict[str, Handler]:
    """The handler by its kind."""

    def sending(work: Work) -> Result:
        town, letter_id = work.municipality_id, int(work.payload["letter"])
        with installation.database.read(town) as connection:
            letter = account_letter(connection, town, letter_id)
        if letter is None or not _goes(installation, letter):
            return Done()
        code = code_of(installation, town, letter) if letter.kind in WITH_CODE else ""
        words = wording.words_for_account(town, letter, code)
        if words is None:
            return Done()
        key = f"{town}/account_letter/{letter.id}"
        sent = handed(installation, outside, Channel.MAIL, letter.address, words, key)
        if sent is Sent.LATER and work.attempt < TRIES:
            return Retry("La carta no se pudo entregar.")
        return Done()

    return {ACCOUNT_LETTER: sending}


def _goes(installation: Installation, letter: AccountLetterRow) -> bool:
    """Not one that is over, or used, and none about an account that there is not."""
    if letter.used_at is not None and letter.kind in WITH_CODE:
        return False
    if letter.expires_at <= installation.clock.now():
        return False
    return letter.kind != LetterKind.RESET or letter.person_id is not None
