"""A small call for sealed envelopes, and those who file in it, for the tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from engine.definitions import Bundle
from engine.identity import Actor
from engine.refusals import Refused
from engine.sealing.drafting import put_in
from engine.sealing.filing import Receipt, file
from storage.database import WHOLE_INSTALLATION
from storage.tables import metadata
from tests.diagrams import boundary, bundle, end, field, flow, form, path, start, user
from tests.town import Town

FORM = form(
    field("company"),
    field("price", "number", decimalDigits=2, properties={"format": "money", "currency": "PEN"}),
)
TERM = '<cauce:deadline title="Ofertas" start="=today()" length="5" unit="business" source="x"/>'
MAPPED = (
    '<zeebe:ioMapping><zeebe:output source="=for e in envelopes return e" target="bids"/>'
    '<zeebe:output source="=count(envelopes)" target="many"/></zeebe:ioMapping>'
)


def call(sealed: str, mapped: str) -> Bundle:
    """A task that takes bids until its term is over, and the one that opens them."""
    paper = '<cauce:document kind="oferta" title="Oferta" required="true"/>'
    closing = f"<bpmn:extensionElements>{TERM}</bpmn:extensionElements><bpmn:timerEventDefinition/>"
    return bundle(
        start(),
        user("bid", "bidder", form="bid", more=paper + sealed),
        boundary("close", "bid", closing),
        user("open", "committee", more=mapped),
        user("award", "committee"),
        end(),
        path("start", "bid"),
        flow("close", "open"),
        path("open", "award", "end"),
        key="call",
        forms={"bid": FORM},
        roles=("clerk", "bidder", "committee"),
        manifest='operators = ["clerk"]',
    )


CALL = call('<cauce:sealed opens="open" into="envelopes"/>', MAPPED)
UNSEALED = call("", "")
SECRETS = ("Quesería Anccasi", "Anccasi", "748159.26", "74815926", "748,159.26", "tapir lunar")
"""What stands in the first bid and nowhere else: in its form, and in its paper."""
PAPER = b"%PDF-1.4\n1 0 obj\n<</T (tapir lunar)>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def opened_call(town: Town) -> int:
    """The call is out; its case id. Two bidders, a committee of one, an operator."""
    for name in ("sur", "valle"):
        town.person(name, "bidder")
    town.person("marta", "committee")
    town.person("luis", "clerk", "operador", "administrador", "auditor")
    town.deploys(CALL)
    return town.open_case("luis", "call", {})


def bids(
    town: Town,
    case_id: int,
    who: str = "sur",
    *,
    company: str = "Quesería Anccasi",
    price: str = "748159.26",
    paper: bytes = PAPER,
) -> Receipt | Refused:
    """Somebody files an envelope with one paper."""
    task_id = town.open_task(case_id, "bid")
    return seals(town, town.people[who], task_id, company=company, price=price, paper=paper)


def seals(
    town: Town,
    actor: Actor,
    task_id: int,
    *,
    company: str = "Quesería Anccasi",
    price: str = "748159.26",
    paper: bytes = PAPER,
) -> Receipt | Refused:
    """The same for a task that is known."""
    put = put_in(
        town.installation,
        actor,
        task_id,
        kind="oferta",
        filename="oferta-anccasi.pdf",
        stream=io.BytesIO(paper),
    )
    if isinstance(put, Refused):
        return put
    return file(town.installation, actor, task_id, {"company": company, "price": price})


def filed(answer: Receipt | Refused) -> Receipt:
    """The receipt of what must have been taken."""
    assert isinstance(answer, Receipt), answer
    return answer


def everything(town: Town, folder: Path) -> Iterator[bytes]:
    """All that lies anywhere: each cell of each table as text, and each file with its name."""
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(text(f"SELECT * FROM {table.name}"))  # noqa: S608  our own
            for row in rows:
                for cell in row:
                    yield (
                        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                    )
    for place in sorted(folder.rglob("*")):
        yield place.name.encode()
        if place.is_file():
            yield place.read_bytes()


def found(town: Town, folder: Path, *secrets: str) -> list[str]:
    """Which of these lie somewhere in clear."""
    wanted = {secret: secret.encode() for secret in secrets or SECRETS}
    lying = list(everything(town, folder))
    return [secret for secret, said in wanted.items() if any(said in each for each in lying)]
