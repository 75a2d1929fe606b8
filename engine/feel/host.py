"""What the surroundings lend to FEEL: registered functions and, where wanted, a clock.

FEEL calls nothing else. Host functions are our extension to the standard (such as business days
on a municipality's calendar); their names may hold spaces and never hide a built-in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class HostFunction:
    """A function of the host: its name, its parameters, and what to call with Python values."""

    name: str
    parameters: tuple[str, ...]
    call: Callable[..., object]


class Host:
    """The functions by name, and the clock behind now() and today() (None: they are null).

    `ground` gives the ground of the municipality (`engine.territory.Ground`) to the fields of a
    form that ask for places; expressions do not see it."""

    __slots__ = ("clock", "functions", "ground")

    def __init__(
        self,
        functions: Iterable[HostFunction] = (),
        *,
        clock: Callable[[], datetime] | None = None,
        ground: Callable[[], object] | None = None,
    ) -> None:
        self.functions: Mapping[str, HostFunction] = MappingProxyType(
            {function.name: function for function in functions}
        )
        self.clock = clock
        self.ground = ground


NO_HOST = Host()
# Names of the product's own functions that hold a reserved word: the parser must know them.
NAMES_WITH_RESERVED_WORDS = ("business days between",)
