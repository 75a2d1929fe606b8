"""Municipalities, people, the roles they hold in time, and how they sign in."""

from engine.identity.actor import Actor, StandIn, system_actor
from engine.identity.house import AUDITOR
from engine.identity.registering import grant, register_municipality, register_person, revoke
from engine.identity.sessions import actor_of, sign_out
from engine.identity.signing_in import SignedIn, sign_in

__all__ = [
    "AUDITOR",
    "Actor",
    "SignedIn",
    "StandIn",
    "actor_of",
    "grant",
    "register_municipality",
    "register_person",
    "revoke",
    "sign_in",
    "sign_out",
    "system_actor",
]
