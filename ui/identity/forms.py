"""What the sign-in form brings, made safe: only addresses of this municipality lead back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ui.posted import Posted

LONGEST_CARRIED = 500_000


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who wants in, where they were going, and what they were typing there."""

    login: str = ""
    password: str = field(default="", repr=False)
    keep: bool = False
    back: str = ""
    carried: str = field(default="", repr=False)

    @classmethod
    def of(cls, form: Posted, *, slug: str) -> SignIn:
        return cls(
            login=form.one("login")[:200],
            password=form.fields.get("password", [""])[-1][:1000],
            keep=form.one("keep") == "true",
            back=safe_way_back(form.one("_back"), slug=slug),
            carried=form.one("_carried")[:LONGEST_CARRIED],
        )

    def answers(self) -> dict[str, str | list[str]]:
        """What was being typed, by field; nothing when it was not ours."""
        return answers_in(self.carried)


def safe_way_back(address: str, *, slug: str) -> str:
    """The address if it is a page of this municipality; else nothing."""
    inside = address.startswith(f"/{slug}/") and "\\" not in address and "\n" not in address
    return address if inside and not address.startswith(f"/{slug}/sign-") else ""


def carry(answers: Mapping[str, str | list[str]]) -> str:
    """What was being typed, as it travels through the sign-in form."""
    return json.dumps(answers, ensure_ascii=False) if answers else ""


def answers_in(carried: str) -> dict[str, str | list[str]]:
    try:
        found: Any = json.loads(carried) if carried else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(key): value if isinstance(value, str) else [str(each) for each in value]
        for key, value in found.items()
        if isinstance(value, str | list)
    }
