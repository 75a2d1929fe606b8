"""Where data lives: scopes beside the tokens, one for the case, each call, each item of several.

Reading walks outwards; a called process sees nothing of its caller. A variable is set where it is
already known, else in the nearest holder (case, call or instance), never in between: what a branch
writes is never copied, merged or lost at a join. Names that begin with `#` are the kernel's own.
"""

from collections.abc import Iterator, Mapping

from engine.bpmn.bounds import check_size
from engine.values import Value


class Ledger:
    """Which variables were set since conditions were looked at, whether any was set in this step,
    and whether any scope changed at all; `largest` is how large a variable may be."""

    __slots__ = ("largest", "named", "names", "touched")

    def __init__(self, largest: int) -> None:
        self.largest = largest
        self.names: set[str] = set()
        self.named = False
        self.touched = False


class Scope(Mapping[str, Value]):
    """One level of data; as a mapping it shows everything visible from here."""

    __slots__ = ("holder", "isolated", "item", "ledger", "parent", "variables")

    def __init__(
        self,
        parent: "Scope | None",
        ledger: Ledger,
        *,
        holder: bool = False,
        isolated: bool = False,
        item: bool = False,
        variables: dict[str, Value] | None = None,
    ) -> None:
        self.parent = parent
        self.ledger = ledger
        self.holder = holder or item or parent is None
        self.item = item
        self.isolated = isolated or parent is None
        self.variables: dict[str, Value] = {} if variables is None else variables

    def around(self) -> "Scope | None":
        """The scope that reading continues in."""
        return None if self.isolated else self.parent

    def home_of(self, name: str) -> "Scope | None":
        """The scope that knows a variable."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                return scope
            scope = scope.around()
        return None

    def set(self, name: str, value: Value) -> None:
        """Set a variable where it is known, else in the nearest holder."""
        home = self.home_of(name)
        if home is None:
            home = self
            while not home.holder and home.parent is not None:
                home = home.parent
        home.put(name, value)

    def take_in(self, name: str, value: Value) -> None:
        """Set what came from outside: it never leaves the instance of several it was given to."""
        home = self
        while not (home.item or name in home.variables):
            around = home.around()
            if around is None:
                self.set(name, value)
                return
            home = around
        home.put(name, value)

    def put(self, name: str, value: Value) -> None:
        """Set a variable right here. TooMuch when it is larger than a case may keep."""
        check_size(name, value, self.ledger.largest)
        self.variables[name] = value
        self.ledger.names.add(name)
        self.ledger.named = True
        self.ledger.touched = True

    def set_path(self, path: str, value: Value) -> None:
        """Set a variable or, with dots, one entry of a context."""
        name, *rest = path.split(".")
        self.set(name, _placed(self.get(name), rest, value))

    def put_path(self, path: str, value: Value) -> None:
        """The same, right here."""
        name, *rest = path.split(".")
        self.put(name, _placed(self.variables.get(name), rest, value))

    def __getitem__(self, name: str) -> Value:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                return scope.variables[name]
            scope = scope.around()
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.home_of(name) is not None

    def __iter__(self) -> Iterator[str]:
        seen: set[str] = set()
        scope: Scope | None = self
        while scope is not None:
            for name in scope.variables:
                if name not in seen and not name.startswith("#"):
                    seen.add(name)
                    yield name
            scope = scope.around()

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _placed(whole: Value, path: list[str], value: Value) -> Value:
    if not path:
        return value
    context = dict(whole) if isinstance(whole, Mapping) else {}
    context[path[0]] = _placed(context.get(path[0]), path[1:], value)
    return context
