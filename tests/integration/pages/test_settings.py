"""Every variable of the environment is documented, and a wrong one is refused in words."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ui import settings as module
from ui.settings import SettingError, Settings, variable

README = Path(__file__).parents[3] / "ui" / "README.md"


def test_every_setting_is_in_the_table_of_its_module_with_its_default() -> None:
    rows = dict(re.findall(r"^\| (CAUCE_\w+) \| (\S+) \|", module.__doc__ or "", re.M))
    assert rows == {variable(each.name): str(each.default) for each in fields(Settings)}


def test_every_setting_is_in_the_readme() -> None:
    rows = dict(re.findall(r"^\| `(CAUCE_\w+)` \| `(\S+)` \|", README.read_text("utf-8"), re.M))
    assert rows == {variable(each.name): str(each.default) for each in fields(Settings)}


def test_what_is_set_is_read_and_the_rest_keeps_its_default() -> None:
    settings = Settings.from_environment(
        {"CAUCE_PORT": " 9000 ", "CAUCE_DOCUMENTS": "/srv/files", "CAUCE_LANGUAGE": ""}
    )
    assert settings == Settings(port=9000, documents=Path("/srv/files"))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CAUCE_PORT", "high", "CAUCE_PORT must be a whole number, but it is 'high'"),
        ("CAUCE_PORT", "70000", "CAUCE_PORT must be from 0 to 65535, but it is 70000"),
        (
            "CAUCE_UPLOAD_LIMIT_MB",
            "0",
            "must be from 1 to 10000, but it is 0",
        ),
        ("CAUCE_LANGUAGE", "fr", "CAUCE_LANGUAGE must be one of es, pt, en, but it is 'fr'"),
    ],
)
def test_a_wrong_setting_is_refused_and_says_what_was_expected(
    name: str, value: str, words: str
) -> None:
    with pytest.raises(SettingError, match=re.escape(words)):
        Settings.from_environment({name: value})
