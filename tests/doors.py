"""A town with the service of the window, a provider that vouches at both doors, and browsers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.identity import system_actor
from engine.vouching.choosing import Chosen, let_vouch
from engine.vouching.providers import Door, Provider
from tests.hall import Desk, Hall, Page
from tests.town import Town
from tests.vouching import CLIENT, SECRET, Vouching, provider
from tests.window import window_service
from ui.settings import Settings


@dataclass
class Doors:
    """The hall, and the provider beside it."""

    hall: Hall
    vouching: Vouching

    def lets_vouch(self, **more: Any) -> None:
        """The municipality says so, with what it believes of the provider."""
        told = {
            "key": "sso",
            "title": "ID Perú",
            "issuer": self.vouching.issuer,
            "client_id": CLIENT,
            "secret": "sso",
            "doors": (Door.CITIZEN, Door.STAFF),
            **more,
        }
        town = self.hall.town
        actor = system_actor(town.municipality_id)
        answer = let_vouch(town.installation, actor, Provider(**told), "Convenio 12")
        assert isinstance(answer, Chosen), answer

    def leaves(self, desk: Desk, door: str = "citizen") -> str:
        """To the provider: its address."""
        page = desk.opens(f"{door}/with/sso")
        assert page.status == 303, page.text
        return page.location

    def comes_back(self, desk: Desk, door: str = "citizen", **bent: str) -> Page:
        """There and back; `bent`: what the browser brings in place of what it was given."""
        self.vouching.now = int(self.hall.town.clock.now().timestamp())
        brought = {**self.vouching.approves(self.leaves(desk, door)), **bent}
        return desk.opens(f"{door}/with/sso/answer", params=brought)


@contextmanager
def doors_of(database_url: str, tmp_path: Path) -> Iterator[Doors]:
    """Both doors, with a provider that the installation may call."""
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f'[sso]\nvalue = "{SECRET}"\nhost = "127.0.0.1"\n')
    with provider() as vouching:
        listed = f"http://127.0.0.1:{vouching.port}"
        settings = Settings(
            outside_hosts=listed, sign_in_private_hosts="127.0.0.1", secrets_file=secrets
        )
        yield Doors(Hall(town, settings), vouching)
    town.close()
