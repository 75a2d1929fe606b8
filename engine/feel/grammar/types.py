"""How types are written: names, list<>, range<>, context<>, function<> -> result."""

from engine.feel.grammar.cursor import Cursor
from engine.feel.names import KnownNames, plain_run
from engine.feel.types import (
    SIMPLE,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
)

_SIMPLE_NAMES = KnownNames(SIMPLE)


class Types(Cursor):
    """Parsing of type expressions."""

    def type_(self) -> Type:
        """A type; complains when no such type is known."""
        self.deeper()
        word, following = self.token.text, self.ahead()
        found = self._composed(word) if following == "<" else self._named()
        self.depth -= 1
        return found

    def _composed(self, word: str) -> Type:
        makers = {
            "list": self._list_type,
            "range": self._range_type,
            "context": self._context_type,
            "function": self._function_type,
        }
        if word not in makers:
            self.complain("list, range, context or function")
        self.index += 2
        return makers[word]()

    def _list_type(self) -> Type:
        of = self.type_()
        self.expect(">")
        return ListType("list", of)

    def _range_type(self) -> Type:
        of = self.type_()
        self.expect(">")
        return RangeType("range", of)

    def _context_type(self) -> Type:
        fields: list[tuple[str, Type]] = []
        while not self.accept(">"):
            if fields:
                self.expect(",")
            name = self._field_name()
            self.expect(":")
            fields.append((name, self.type_()))
        return ContextType("context", tuple(fields))

    def _field_name(self) -> str:
        count, name = plain_run(self.tokens, self.index)
        if not count:
            self.complain("a name")
        self.index += count
        self.known.add(name)
        return name

    def _function_type(self) -> Type:
        parameters: list[Type] = []
        while not self.accept(">"):
            if parameters:
                self.expect(",")
            parameters.append(self.type_())
        self.expect("->")
        return FunctionType("function", tuple(parameters), self.type_())

    def _named(self) -> Type:
        start = self.index
        name = self._type_name()
        while self.accept("."):
            name += "." + self._type_name()
        found = self.types.get(name) or SIMPLE.get(name)
        if found is None:
            self.index = start
            self.complain("a known type", instead=name or self.token.text)
        return found

    def _type_name(self) -> str:
        own = KnownNames(self.types).longest(self.tokens, self.index) if self.types else (0, "")
        found = max(
            own,
            _SIMPLE_NAMES.longest(self.tokens, self.index),
            plain_run(self.tokens, self.index),
            key=lambda run: run[0],
        )
        self.index += found[0]
        return found[1]
