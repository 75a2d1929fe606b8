"""What the diagnostic has the house do: bring the questionnaire, and tell the scores.

`improvement:questionnaire`: `version`, or the `day` of which the round speaks. Back come the
`version` and its `areas` with their questions. `improvement:score`: `version` and `answers` (rows).
Back come the `scores`, and what they say as `conclusions` and `steps` to begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.improvement.answers import Brought, answers_of, rows_of, told
from processes.improvement.findings import conclusions_of, steps_of
from processes.improvement.questionnaire import Questionnaire, questionnaire, version_on
from processes.improvement.rounds import day_in
from processes.improvement.scoring import score

Known = Callable[[int], Mapping[str, Brought]]
"""What the indicators of a municipality tell, by their key."""


def improvement_handlers(known: Known = lambda _town: {}) -> dict[str, Handler]:
    """The handlers by their kind; `known` brings figures into the questions that name one."""
    return {
        "improvement:questionnaire": lambda work: _bring(work, known),
        "improvement:score": _score,
    }


def _bring(work: Work, known: Known) -> Result:
    asked = _asked(work.payload.get("version") or version_on(day_in(work.payload.get("day"))))
    if asked is None:
        return _unknown(work)
    return Done({"version": asked.version, "areas": rows_of(asked, known(work.municipality_id))})


def _score(work: Work) -> Result:
    asked, rows = _asked(work.payload.get("version")), work.payload.get("answers")
    if asked is None:
        return _unknown(work)
    if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
        return Incident(phrase(N_("«answers» debe ser la lista de las respuestas.")))
    answers = answers_of(rows)
    found = score(asked, answers)
    return Done(
        {
            "scores": told(asked, found),
            "conclusions": conclusions_of(asked, found, answers),
            "steps": steps_of(asked, found),
        }
    )


def _asked(version: object) -> Questionnaire | None:
    try:
        return questionnaire(str(version))
    except KeyError:
        return None


def _unknown(work: Work) -> Incident:
    said = N_("No hay un cuestionario de la versión «%(version)s».")
    return Incident(phrase(said, version=str(work.payload.get("version"))))
