"""What kinds of events are chosen by: a few topics for all of them, with numbers that never change.
Pure."""

from __future__ import annotations

from enum import IntEnum

from engine.history.kinds import EventKind
from engine.history.town import TownEventKind


class Topic(IntEnum):
    """What an event is about."""

    CASE = 1
    TASK = 2
    RULE = 3
    TERM = 4
    DOCUMENT = 5
    DATA = 6
    NOTIFICATION = 7
    PAYMENT = 8
    ENVELOPE = 9
    LAND = 10
    INCIDENT = 11
    PEOPLE = 20
    SETTINGS = 21
    REGISTER = 22
    READING = 23


_K, _T = EventKind, TownEventKind
_OF_KIND: dict[int, Topic] = {
    **dict.fromkeys(
        (_K.TIMER_FIRED, _K.MESSAGE_RECEIVED, _K.JOB_FINISHED, _K.SIGNAL_RECEIVED, _K.DECIDED,
         _K.COMPUTED, _K.PASSED, _K.LAW_DECIDED),
        Topic.RULE,
    ),
    **dict.fromkeys(
        (_K.DATA_OBSERVED, _K.DATA_CORRECTED, _K.NOTE_ADDED, _K.APPLICANT_WROTE, _K.OFFICE_WROTE,
         _K.SURVEY_ANSWERED, _K.TASK_COMMENTED),
        Topic.DATA,
    ),
    **dict.fromkeys((_K.ACT_NOTIFIED, _K.NOTIFICATION_FAILED, _K.PIN_GIVEN), Topic.NOTIFICATION),
    **dict.fromkeys((_K.PARCELS_CHANGED, _K.PARCEL_INSCRIBED), Topic.LAND),
    **dict.fromkeys(
        (_T.TOWN_REGISTERED, _T.TOWN_CHANGED, _T.WORDS_SAID_ANEW, _T.QUIET_HOURS_CHANGED,
         _T.SERVICE_OPENED, _T.SERVICE_CLOSED, _T.SERVICE_FEE_SET, _T.SERVICE_HOURS_SET,
         _T.INDICATOR_BOUND_SET, _T.TAX_VALUES_LOADED, _T.PROVIDER_PARTED,
         _T.OPEN_DATA_DECIDED, _T.PROCESS_ADOPTED, _T.EXPERIENCE_ASKED, _T.EXPERIENCE_SHARED,
         _T.EXPERIENCE_REFUSED, _T.EXPERIENCE_WITHDRAWN),
        Topic.SETTINGS,
    ),
    **dict.fromkeys(
        (_T.CASE_GIVEN_UP, _T.CASES_DISPOSED, _T.PERSONAL_ERASED, _T.HOLD_PLACED,
         _T.HOLD_LIFTED),
        Topic.CASE,
    ),
    **dict.fromkeys((_T.TILL_CLOSED, _T.PAYMENTS_READ, _T.PAYMENT_SETTLED), Topic.PAYMENT),
    _T.PERSON_LOOKED_UP: Topic.READING,
}  # fmt: skip
_RANGES = (
    (range(1, 10), Topic.CASE),
    (range(10, 40), Topic.TASK),
    (range(40, 50), Topic.TERM),
    (range(50, 60), Topic.DOCUMENT),
    (range(60, 70), Topic.INCIDENT),
    (range(70, 100), Topic.CASE),
    (range(100, 130), Topic.PEOPLE),
    (range(160, 170), Topic.PEOPLE),
    (range(200, 210), Topic.CASE),
    (range(210, 220), Topic.PAYMENT),
    (range(230, 240), Topic.ENVELOPE),
)


def topic_of(kind: EventKind) -> Topic:
    """The topic of an event of a case."""
    if kind in _OF_KIND:
        return _OF_KIND[kind]
    return next((topic for numbers, topic in _RANGES if kind in numbers), Topic.CASE)


def topic_of_town(kind: TownEventKind) -> Topic:
    """The topic of an event of the municipality itself; whatever else is about a register."""
    if kind in _OF_KIND:
        return _OF_KIND[kind]
    people = range(100, 130), range(160, 170), range(260, 270), range(360, 370)
    return Topic.PEOPLE if any(kind in each for each in people) else Topic.REGISTER
