"""Accounts begin, are found again and move by letters to their addresses: who does not read the
mail of an address gets nothing, and learns nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from engine.citizens.accounts import (
    CameIn,
    Written,
    ask_for_account,
    change_password,
    come_in,
    sign_up,
)
from engine.citizens.letters import CODE_TRIES, MOST_IN_AN_HOUR, Proof
from engine.citizens.people import Applicant
from engine.citizens.readdressing import Moved, ask_to_move, move
from engine.citizens.recovering import ask_for_password, reset_password
from engine.jobs.built_in import built_in
from engine.outside import Caller, FolderPost, Outside
from engine.refusals import RefusalKind, Refused
from engine.worker.dispatcher import run_due
from engine.worker.pruner import prune
from storage.queries.accounts import account_letter
from storage.queries.citizens import citizen_by_login
from storage.queries.municipalities import municipality_by_id
from storage.tables import account_letters, citizens, jobs
from tests.town import Town
from tests.window import NELIDA, PASSWORD, actor_with, known, proof_of, with_account
from ui.notices.wording import PageWording

ANA = Applicant("Ana Paz", "40718825", "ana@correo.pe")
OTHER = "otra feria de quesos rojos"
NO_CODE = Refused(RefusalKind.INVALID_DATA, {"field": "code"})


def delivered(town: Town, folder: Path) -> list[EmailMessage]:
    """What the worker sends now lies in the outbox; oldest first."""
    before = set(folder.glob("*.eml")) if folder.exists() else set()
    outside = Outside(Caller(), FolderPost(folder, "cauce@tambo.pe"))
    wording = PageWording(town.installation, "https://cauce.example.pe")
    handlers = built_in(town.installation, outside, wording=wording)
    run_due(town.installation, handlers)
    new = set(folder.glob("*.eml")) - before if folder.exists() else set()
    read = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in new]
    return sorted(read, key=lambda each: str(each["Subject"]))


def code_in(letter: EmailMessage) -> str:
    found = re.search(r"Código: (\S+)", letter.get_content())
    assert found is not None
    return found[1]


def slug_of(town: Town) -> str:
    row = town.reads(lambda c: municipality_by_id(c, town.municipality_id))
    assert row is not None
    return row.slug


def asked(answer: object) -> int:
    assert isinstance(answer, Written), answer
    return answer.letter_id


def test_an_account_begins_with_the_code_of_a_letter_and_no_sooner(
    town: Town, tmp_path: Path
) -> None:
    house, key = town.installation, town.municipality_id
    letter_id = asked(ask_for_account(house, key, " ANA@correo.pe "))
    assert town.reads(lambda c: citizen_by_login(c, key, ANA.email)) is None
    (letter,) = delivered(town, tmp_path / "outbox")
    assert letter["To"] == ANA.email
    code = code_in(letter)
    link = f"https://cauce.example.pe/{slug_of(town)}/citizen/sign-up/{letter_id}?code={code}"
    assert link in letter.get_content()
    wrong = sign_up(house, key, ANA, PASSWORD, proof=Proof(letter_id, "AAAAA-AAAAA"))
    assert wrong == NO_CODE
    typed = Proof(letter_id, code.lower().replace("-", " "))
    answer = sign_up(house, key, ANA, PASSWORD, proof=typed)
    assert isinstance(answer, CameIn)
    row = town.reads(lambda c: citizen_by_login(c, key, ANA.email))
    assert row is not None
    assert (row.name, row.email) == (ANA.name, ANA.email)
    assert sign_up(house, key, ANA, PASSWORD, proof=typed) == NO_CODE  # once


def test_the_address_that_was_proved_counts_and_no_other(town: Town) -> None:
    house, key = town.installation, town.municipality_id
    letter_id = asked(ask_for_account(house, key, ANA.email))
    told = Applicant(ANA.name, ANA.national_id, NELIDA.email)
    assert isinstance(sign_up(house, key, told, PASSWORD, proof=proof_of(town, letter_id)), CameIn)
    assert town.reads(lambda c: citizen_by_login(c, key, NELIDA.email)) is None
    assert town.reads(lambda c: citizen_by_login(c, key, ANA.email)) is not None


def test_who_has_an_account_is_told_so_in_their_own_mail_alone(town: Town, tmp_path: Path) -> None:
    with_account(town)
    delivered(town, tmp_path / "outbox")
    house, key = town.installation, town.municipality_id
    letter_id = asked(ask_for_account(house, key, NELIDA.email))
    (letter,) = delivered(town, tmp_path / "outbox")
    assert "ya hay una con él" in letter.get_content()
    assert "Código" not in letter.get_content()
    assert NELIDA.name not in letter.as_string()
    answer = sign_up(house, key, NELIDA, PASSWORD, proof=proof_of(town, letter_id))
    assert answer == NO_CODE


def test_two_who_asked_for_the_same_address_get_one_account(town: Town) -> None:
    house, key = town.installation, town.municipality_id
    first, second = (asked(ask_for_account(house, key, ANA.email)) for _ in range(2))
    assert isinstance(sign_up(house, key, ANA, PASSWORD, proof=proof_of(town, first)), CameIn)
    late = sign_up(house, key, ANA, PASSWORD, proof=proof_of(town, second))
    assert late == Refused(RefusalKind.ACCOUNT_TAKEN)


def test_a_code_is_not_found_by_trying_and_is_over_after_an_hour(town: Town) -> None:
    house, key = town.installation, town.municipality_id
    letter_id = asked(ask_for_account(house, key, ANA.email))
    for _ in range(CODE_TRIES):
        guess = Proof(letter_id, "BBBBB-BBBBB")
        assert sign_up(house, key, ANA, PASSWORD, proof=guess) == NO_CODE
    right = proof_of(town, letter_id)
    assert sign_up(house, key, ANA, PASSWORD, proof=right) == NO_CODE
    another = proof_of(town, asked(ask_for_account(house, key, ANA.email)))
    town.clock.advance(timedelta(hours=1))
    assert sign_up(house, key, ANA, PASSWORD, proof=another) == NO_CODE


def test_a_weak_password_costs_no_try(town: Town) -> None:
    house, key = town.installation, town.municipality_id
    proof = proof_of(town, asked(ask_for_account(house, key, ANA.email)))
    weak = Refused(RefusalKind.INVALID_DATA, {"field": "password"})
    for password in ("ana paz 1", "ana@correo.pe 12") * (CODE_TRIES + 1):
        assert sign_up(house, key, ANA, password, proof=proof) == weak
    assert isinstance(sign_up(house, key, ANA, PASSWORD, proof=proof), CameIn)


def test_the_database_holds_no_code(town: Town) -> None:
    proof = proof_of(
        town, asked(ask_for_account(town.installation, town.municipality_id, "a@b.pe"))
    )
    rows = town.reads(lambda c: [*c.execute(account_letters.select()), *c.execute(jobs.select())])
    held = " ".join(str(value) for row in rows for value in row)
    assert proof.code not in held
    assert proof.code.replace("-", "") not in held


def test_a_forgotten_password_is_chosen_anew_and_every_session_ends(
    town: Town, tmp_path: Path
) -> None:
    house, key = town.installation, town.municipality_id
    before = with_account(town)
    delivered(town, tmp_path / "outbox")
    letter_id = asked(ask_for_password(house, key, NELIDA.email))
    other_id = asked(ask_for_password(house, key, NELIDA.email))
    first, second = delivered(town, tmp_path / "outbox")
    codes = {code_in(first), code_in(second)}
    proof = proof_of(town, letter_id)
    assert proof.code in codes
    answer = reset_password(house, key, OTHER, proof=proof)
    assert isinstance(answer, CameIn)
    assert known(town, before) is None
    assert known(town, answer.token) is not None
    assert isinstance(come_in(house, key, NELIDA.email, PASSWORD), Refused)
    assert isinstance(come_in(house, key, NELIDA.email, OTHER), CameIn)
    for over in (letter_id, other_id):  # the one that was used, and the other that was out
        assert reset_password(house, key, PASSWORD, proof=proof_of(town, over)) == NO_CODE
    (told,) = delivered(town, tmp_path / "outbox")
    assert "La clave de su cuenta es otra" in told.get_content()
    assert (told["To"], NELIDA.name in told.as_string()) == (NELIDA.email, False)


def test_who_asks_for_a_password_learns_nothing_of_an_address(town: Town, tmp_path: Path) -> None:
    house, key = town.installation, town.municipality_id
    with_account(town)
    delivered(town, tmp_path / "outbox")
    letter_id = asked(ask_for_password(house, key, "nadie@correo.pe"))
    assert delivered(town, tmp_path / "outbox") == []
    assert reset_password(house, key, OTHER, proof=proof_of(town, letter_id)) == NO_CODE
    nowhere = Proof(letter_id + 1, "AAAAA-AAAAA")
    assert reset_password(house, key, OTHER, proof=nowhere) == NO_CODE


def test_a_letter_for_one_thing_does_no_other(town: Town) -> None:
    house, key = town.installation, town.municipality_id
    with_account(town)
    joining = proof_of(town, asked(ask_for_account(house, key, ANA.email)))
    forgotten = proof_of(town, asked(ask_for_password(house, key, NELIDA.email)))
    assert reset_password(house, key, OTHER, proof=joining) == NO_CODE
    assert sign_up(house, key, ANA, PASSWORD, proof=forgotten) == NO_CODE


def test_nobody_is_flooded_with_letters(town: Town, tmp_path: Path) -> None:
    house, key = town.installation, town.municipality_id
    for _ in range(MOST_IN_AN_HOUR + 3):
        asked(ask_for_account(house, key, ANA.email))
    assert len(delivered(town, tmp_path / "outbox")) == MOST_IN_AN_HOUR
    town.clock.advance(timedelta(hours=1))
    asked(ask_for_account(house, key, ANA.email))
    assert len(delivered(town, tmp_path / "outbox")) == 1


def test_another_password_ends_the_other_sessions(town: Town) -> None:
    house, key = town.installation, town.municipality_id
    mine, phone = with_account(town), come_in(house, key, NELIDA.email, PASSWORD)
    assert isinstance(phone, CameIn)
    assert change_password(house, key, NELIDA.email, PASSWORD, OTHER, token=mine) is None
    assert known(town, mine) is not None
    assert known(town, phone.token) is None


def test_an_account_moves_when_both_addresses_say_so(town: Town, tmp_path: Path) -> None:
    house, key, token = town.installation, town.municipality_id, with_account(town)
    delivered(town, tmp_path / "outbox")
    actor, new = actor_with(town, token), "nelida.rojas@otro.pe"
    bad = ask_to_move(house, actor, "no es la clave", new)
    assert isinstance(bad, Refused)
    assert bad.kind is RefusalKind.WRONG_PASSWORD
    letter_id = asked(ask_to_move(house, actor, PASSWORD, new))
    letters = {each["To"]: code_in(each) for each in delivered(town, tmp_path / "outbox")}
    assert set(letters) == {NELIDA.email, new}

    def moves(before: str, after: str) -> Any:
        return move(house, actor, letter_id, code_before=before, code_after=after, token=token)

    assert moves("AAAAA-AAAAA", letters[new]) == Refused(
        RefusalKind.INVALID_DATA, {"field": "code_before"}
    )
    assert moves(letters[NELIDA.email], "AAAAA-AAAAA") == Refused(
        RefusalKind.INVALID_DATA, {"field": "code_after"}
    )
    other = come_in(house, key, NELIDA.email, PASSWORD)
    assert isinstance(other, CameIn)
    assert moves(letters[NELIDA.email], letters[new]) == Moved(new)
    assert known(town, token) is not None
    assert known(town, other.token) is None
    assert isinstance(come_in(house, key, NELIDA.email, PASSWORD), Refused)
    assert isinstance(come_in(house, key, new, PASSWORD), CameIn)
    told = {each["To"] for each in delivered(town, tmp_path / "outbox")}
    assert told == {NELIDA.email, new}


def test_an_account_does_not_move_to_an_address_that_has_one(town: Town, tmp_path: Path) -> None:
    house, token = town.installation, with_account(town)
    with_account(town, ANA)
    delivered(town, tmp_path / "outbox")
    actor = actor_with(town, token)
    letter_id = asked(ask_to_move(house, actor, PASSWORD, ANA.email))
    letters = {each["To"]: each.get_content() for each in delivered(town, tmp_path / "outbox")}
    assert "ya hay una con él" in letters[ANA.email]
    both = {"code_before": "", "code_after": proof_of(town, letter_id).code}
    assert isinstance(move(house, actor, letter_id, **both), Refused)


def test_the_letters_of_one_account_move_no_other(town: Town) -> None:
    house, mine, hers = town.installation, with_account(town), with_account(town, ANA)
    letter_id = asked(ask_to_move(house, actor_with(town, mine), PASSWORD, "n@otro.pe"))
    row = town.reads(lambda c: account_letter(c, town.municipality_id, letter_id))
    assert row is not None
    codes = {
        "code_before": proof_of(town, row.beside_id or 0).code,
        "code_after": proof_of(town, letter_id).code,
    }
    assert isinstance(move(house, actor_with(town, hers), letter_id, **codes), Refused)


def test_letters_are_forgotten_with_their_addresses(town: Town) -> None:
    asked(ask_for_account(town.installation, town.municipality_id, ANA.email))
    town.clock.advance(timedelta(hours=2))
    prune(town.installation)
    assert town.reads(lambda c: c.execute(account_letters.select()).all()) == []
    assert town.reads(lambda c: c.execute(citizens.select()).all()) == []


@pytest.mark.parametrize("address", ["", "ana", "ana@", "a\x00b@correo.pe", "x" * 300 + "@y.pe"])
def test_what_is_no_address_is_told_at_once(town: Town, address: str) -> None:
    house, key = town.installation, town.municipality_id
    wrong = Refused(RefusalKind.INVALID_DATA, {"field": "email"})
    assert ask_for_account(house, key, address) == wrong
    assert ask_for_password(house, key, address) == wrong
