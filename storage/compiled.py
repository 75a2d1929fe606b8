"""What SQLAlchemy made of statements, kept once for each kind of database and not once for each
database: a process may open several, and all of one kind are spoken to in the same way."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache

_KEPT = 2_000


class _OfOneKind(LRUCache[Any, Any]):
    """By the shape of the statement alone: a key begins with the dialect of the one database."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


_KINDS: Final[Mapping[str, _OfOneKind]] = {
    "sqlite": _OfOneKind(_KEPT),
    "postgresql": _OfOneKind(_KEPT),
}


def share_compiled(database: Engine) -> None:
    """From now on this database knows what was compiled for others of its kind, and they for it."""
    database._compiled_cache = _KINDS[database.dialect.name]
