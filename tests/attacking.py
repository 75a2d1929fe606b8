"""Who belongs to one of two municipalities and asks for what is of the other one, at a browser."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import text

from engine.network.accounts import add_account
from engine.network.proving import CameIn, come_in
from storage.database import WHOLE_INSTALLATION, Database
from storage.tables import metadata
from tests.hall import Desk
from tests.mirrored import MARK, SLUG
from tests.twins import Twins
from tests.wandering import Sending, routes_of_pages
from ui.comparison.around import COOKIE
from ui.settings import Settings
from ui.web import create_app

REFUSED = (403, 404)
HARMLESS = {
    "GET /{municipality}/citizen/sign-up/{letter_id}": "asks for a code, known or not",
    "GET /{municipality}/citizen/forgotten/{letter_id}": "the same",
    "GET /{municipality}/citizen/address/{letter_id}": "the same",
    "POST /{municipality}/citizen/sign-up/{letter_id}": "a wrong code, whether the letter is known",
    "POST /{municipality}/citizen/forgotten/{letter_id}": "the same",
    "POST /{municipality}/citizen/address/{letter_id}": "the same",
    "POST /{municipality}/documents/{document_id}/lock": "goes to the page, which is not found",
    "POST /{municipality}/documents/{document_id}/lock/end": "the same",
    "POST /{municipality}/start/{key}/drafts/{draft_id}": "what is not there is let go",
    "POST /{municipality}/incidents/unopened/{job_id}": "what is not there is let go",
    "POST /{municipality}/sessions/{session_id}/end": "what is not there is over",
    "POST /{municipality}/cases/{number}/around/people/{row_id}/notices": "an address comes first",
    "POST /{municipality}/supplier-register/requests/{request_id}": "a decision comes first",
    "POST /{municipality}/supplier-register/{supplier_id}/marks/{mark_id}/lift": "said on the page"
    " of the supplier, who is one of here",
    "POST /{municipality}/migrations/{batch_id}/cases/{case_id}/undoing": "there is nothing to undo"
    " of the case, which is one of here",
}
"""What answers an id that is nobody's with something else than a refusal, and why."""

OFFERED = frozenset(
    {
        "GET /{municipality}/municipality/teams",
        "POST /{municipality}/municipality/teams",
        "POST /{municipality}/municipality/teams/admissions/{admission_id}/end",
        "POST /{municipality}/municipality/teams/own/{team_id}/members",
    }
)
"""Where a municipality reads which mobile teams others offer it, by their names."""


class Attack:
    """Who belongs to one municipality, at a browser; what they were answered, and what is wrong."""

    def __init__(self, twins: Twins, url: str) -> None:
        self.twins, self.wrong = twins, list[str]()
        self.installation = twins.opened(url)
        self.app = create_app(Settings(), self.installation)
        self.client = Desk(self.app, twins.slug).client
        self.stranger = Desk(self.app, SLUG).client
        for name, value in twins.cookies(self.installation).items():
            self.client.cookies.set(name, value)
        self.routes = [r for r in routes_of_pages(self.app) if "{municipality}" in r.path]
        self.token = self._token(self.client, f"/{twins.slug}/inbox")
        self.others = self._token(self.stranger, f"/{SLUG}/sign-in")

    def of_the_network(self) -> Any:
        """The browser of somebody of the central government, whose cookie goes everywhere."""
        login, password = "ana@gob.example", "puente-molino-42"
        add_account(self.installation, login=login, name="Ana Ruiz", password=password)
        came = come_in(self.installation, login, password)
        assert isinstance(came, CameIn)
        client = Desk(self.app, self.twins.slug).client
        client.cookies.set(COOKIE, came.token)
        return client

    def _token(self, client: Any, on: str) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', client.get(on).text)
        assert found is not None, on
        return found[1]

    def asks(self, sending: Sending, *, stranger: bool = False) -> tuple[int, str]:
        """The status and the text of an answer."""
        client, token = (self.stranger, self.others) if stranger else (self.client, self.token)
        if sending.route.method == "GET":
            answer = client.get(sending.path)
        else:
            data: dict[str, list[str]] = {}
            for name, value in sending.fields:
                data.setdefault(name, []).append(value)
            answer = client.request(
                sending.route.method,
                sending.path,
                data={"reason": ["Prueba"], **data, "csrf": [token]},
                headers={"x-csrf-token": token},
            )
        return answer.status_code, answer.text

    def sends(self, how: str, sending: Sending, *, refused: bool = False) -> None:
        """One attack; what is wrong with the answer is kept."""
        status, told = self.asks(sending)
        if MARK in told and str(sending.route) not in OFFERED:
            at = told.index(MARK)
            self.wrong.append(f"{how}: {sending} tells «{told[max(0, at - 80) : at + 20]}»")
        if refused and status not in REFUSED and str(sending.route) not in HARMLESS:
            self.wrong.append(f"{how}: {sending} is answered with {status}")

    def rows_of_the_other(self) -> dict[str, set[str]]:
        """Every row of the other municipality, by its table."""
        other = self.twins.mirror.number(self.twins.municipality_id)
        found = {}
        with self.installation.database.read(WHOLE_INSTALLATION) as connection:
            for table in metadata.sorted_tables:
                if "municipality_id" in table.columns:
                    asked = text(f"SELECT * FROM {table.name} WHERE municipality_id = :town")  # noqa: S608  ours
                    rows = connection.execute(asked, {"town": other})
                    found[table.name] = {repr(tuple(row)) for row in rows}
        return found

    def holds(self, before: dict[str, set[str]]) -> None:
        """Nothing was wrong, and every row of the other municipality is as it was."""
        after, wrong = self.rows_of_the_other(), self.wrong
        self.wrong = []
        wrong += [
            f"{name} is another: {sorted(after[name] ^ before[name])[:2]}"
            for name in before
            if after[name] != before[name]
        ]
        assert not wrong, "\n".join(each[:600] for each in wrong[:20])
        home = self.client.get(f"/{self.twins.slug}/keys")
        assert home.status_code == 200, "the session of the attack ended on the way"


def tear_down(url: str) -> None:
    """No row is behind a wall of the database any more."""
    database = Database(url)
    with database.verb(WHOLE_INSTALLATION) as connection:
        for table in metadata.sorted_tables:
            connection.execute(text(f"ALTER TABLE {table.name} DISABLE ROW LEVEL SECURITY"))
    database.close()
