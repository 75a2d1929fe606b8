"""What the settings let leave the house, and what is said of a file of secrets that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from engine.outside import FolderPost, Hosts, Secret, SmtpPost
from storage.queries.municipalities import municipality_by_id
from tests.town import Town
from ui.cli.working import outside_of
from ui.settings import SettingError, Settings


def test_without_settings_nothing_leaves_and_letters_lie_in_the_outbox(
    town: Town, tmp_path: Path
) -> None:
    chosen = Settings(outbox=tmp_path / "outbox", secrets_file=tmp_path / "none.toml")
    outside = outside_of(town.installation, chosen)
    assert outside.caller.hosts == Hosts()
    assert outside.post == FolderPost(tmp_path / "outbox", "cauce@localhost")
    assert outside.secrets == {}


def test_the_settings_say_where_to_and_with_which_secrets(town: Town, tmp_path: Path) -> None:
    slug = town.reads(lambda c: municipality_by_id(c, town.municipality_id)).slug
    file = tmp_path / "secrets.toml"
    file.write_text(
        '[all]\nvalue = "a"\nhost = "api.example"\n'
        f'[ours]\nvalue = "b"\nhost = "api.example"\nmunicipality = "{slug}"\n'
    )
    chosen = Settings(
        smtp_url="smtp://mail.example",
        outside_hosts="api.example, hooks.example:8443",
        secrets_file=file,
    )
    outside = outside_of(town.installation, chosen)
    assert outside.post == SmtpPost("smtp://mail.example", "cauce@localhost", 20)
    assert outside.caller.hosts == Hosts(frozenset({"api.example", "hooks.example:8443"}))
    assert outside.secrets == {
        "all": Secret("a", "api.example"),
        "ours": Secret("b", "api.example", town.municipality_id),
    }
    assert "'b'" not in repr(outside)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[one]\nvalue = "s3cr3t"', "[one] necesita «value» y «host»"),
        ('one = "s3cr3t"', "[one] necesita «value» y «host»"),
        ('[one]\nvalue = "s3cr3t"\nhost = "x"\nmunicipality = "nowhere"', "«nowhere»"),
        ("[one", "secrets.toml"),
    ],
)
def test_a_wrong_file_of_secrets_ends_the_command_with_a_sentence(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(text)
    with pytest.raises(typer.Exit):
        outside_of(town.installation, Settings(secrets_file=file))
    said = capsys.readouterr().err.replace("\n", "")
    assert words in said
    assert "s3cr3t" not in said


def test_a_mail_server_is_named_with_its_scheme() -> None:
    with pytest.raises(SettingError, match="CAUCE_SMTP_URL must begin with smtp://"):
        Settings(smtp_url="mail.example")
