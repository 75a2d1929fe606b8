"""Other programs at the door: service tokens with scopes, roles and an end."""

from engine.access.resolving import Caller, resolve
from engine.access.scopes import Scope
from engine.access.tokens import Issued, create_token, list_tokens, revoke_token

__all__ = [
    "Caller",
    "Issued",
    "Scope",
    "create_token",
    "list_tokens",
    "resolve",
    "revoke_token",
]
