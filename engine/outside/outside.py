"""Everything an installation may use to reach the outside, put together by whoever starts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.outside.calling import Caller
from engine.outside.mail import Post
from engine.outside.secrets import Secret
from engine.outside.texts import FolderTexts, Texts


@dataclass(frozen=True, slots=True)
class Outside:
    """`secrets` by the name that models call them; their values are never shown."""

    caller: Caller
    post: Post
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    texts: Texts = field(default_factory=lambda: FolderTexts(Path("var/outbox")))
