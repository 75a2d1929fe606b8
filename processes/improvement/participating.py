"""What the processes of participation have done.

`improvement:proposal` puts a proposal of a citizen into its register (`proposals.py`).
"""

from __future__ import annotations

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.improvement.proposals import write_proposal


def participation_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    return {"improvement:proposal": lambda work: _propose(installation, work)}


def _propose(installation: Installation, work: Work) -> Result:
    try:
        number = write_proposal(installation, work.municipality_id, work.case_id or 0, work.payload)
    except (KeyError, ValueError) as fault:
        said = N_("Lo que se anota de la propuesta no se entiende: %(what)s.")
        return Incident(phrase(said, what=fault))
    return Done({"number": number})
