"""Regular expressions of a form, run by FEEL's own bounded matcher: none can hang the machine.

As in form-js, a pattern may match anywhere in the answer; `^` and `$` hold it to the whole.
"""

from dataclasses import dataclass

from engine.feel import compile_expression

LONGEST = 300
_MATCHES = compile_expression("matches(answer, pattern)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that has been checked; make one with `parse_pattern`."""

    text: str

    def matches(self, answer: str) -> bool:
        """Whether the answer has the form; an answer too costly to decide has not."""
        return _MATCHES.evaluate({"answer": answer, "pattern": self.text}) is True


def parse_pattern(text: str) -> Pattern | None:
    """The pattern of a text, or None when it is none, or is longer than anyone can read."""
    if not text or len(text) > LONGEST:
        return None
    understood = _MATCHES.evaluate({"answer": "", "pattern": text})
    return Pattern(text) if isinstance(understood, bool) else None
