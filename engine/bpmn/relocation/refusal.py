"""Why a token may not be moved so."""

from enum import StrEnum


class Why(StrEnum):
    """The reason, for a sentence.

    nothing_chosen: no token was chosen. unknown: there is no such element. not_entered: a token
    never stands there (a boundary event, a compensation handler, a start by message or timer).
    join: it joins branches; a token put beyond it would not have waited for them. after_gateway:
    it is one of several events that wait together; the way there is their gateway.
    event_subprocess: it begins by its event only. instances: one instance of several would begin
    or end beside the count of the others. ad_hoc: its activity has not begun. ambiguous: it lies in
    a part that runs, or is called from, more than one place. join_starves: a join would wait for a
    branch from which nothing comes any more. unproved: too many ways to be sure of that.
    compensating: what is being undone cannot be left half done.
    """

    NOTHING_CHOSEN = "nothing_chosen"
    UNKNOWN = "unknown"
    NOT_ENTERED = "not_entered"
    JOIN = "join"
    AFTER_GATEWAY = "after_gateway"
    EVENT_SUBPROCESS = "event_subprocess"
    INSTANCES = "instances"
    AD_HOC = "ad_hoc"
    AMBIGUOUS = "ambiguous"
    JOIN_STARVES = "join_starves"
    UNPROVED = "unproved"
    COMPENSATING = "compensating"


class MoveRefused(Exception):
    """The token game would break; nothing was changed."""

    def __init__(self, why: Why, element_id: str = "") -> None:
        super().__init__(f"{why}: {element_id}")
        self.why = why
        self.element_id = element_id
