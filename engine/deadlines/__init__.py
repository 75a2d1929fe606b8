"""Legal time: the state of a term, and the calendar of a municipality."""

from engine.deadlines.states import TermState, term_state

__all__ = ["TermState", "term_state"]
