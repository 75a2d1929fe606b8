"""A tree that is printed parses to the same tree."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import compile_expression, compile_unary_tests
from engine.feel import nodes as n
from engine.feel.printing import printed
from engine.feel.types import ANY, ListType, Type

NAMES = st.sampled_from(["a", "b1", "Monthly income", "x y z", "año"])
LITERALS = st.one_of(
    st.decimals(min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False, places=3),
    st.text(max_size=8).filter(lambda text: "\ud800" not in text),
    st.booleans(),
    st.none(),
)
LEAVES = st.one_of(
    LITERALS.map(lambda value: n.Literal(0, value)), NAMES.map(lambda name: n.Name(0, name))
)


def _grow(inner: st.SearchStrategy[n.Node]) -> st.SearchStrategy[n.Node]:
    pairs = st.tuples(inner, inner)
    triples = st.tuples(inner, inner, inner)
    loops = st.tuples(NAMES, inner, st.none() | inner).map(lambda p: (n.Iterator(0, *p),))
    return st.one_of(
        st.tuples(st.sampled_from("+-"), inner, inner).map(
            lambda p: n.Arithmetic(0, p[1], (n.Operation(0, p[0], p[2]),))
        ),
        st.tuples(st.sampled_from(["=", "!=", "<", ">="]), inner, inner).map(
            lambda p: n.Comparison(0, *p)
        ),
        st.tuples(st.sampled_from(["and", "or"]), pairs).map(lambda p: n.Logic(0, *p)),
        triples.map(lambda p: n.If(0, *p)),
        triples.map(lambda p: n.Between(0, *p)),
        st.tuples(loops, inner).map(lambda p: n.For(0, *p)),
        st.tuples(st.sampled_from(["some", "every"]), loops, inner).map(
            lambda p: n.Quantified(0, *p)
        ),
        st.tuples(inner, NAMES).map(lambda p: n.Member(0, *p)),
        pairs.map(lambda p: n.Filter(0, *p)),
        st.tuples(NAMES, pairs).map(lambda p: n.Call(0, n.Name(0, p[0]), p[1])),
        pairs.map(lambda p: n.ListLiteral(0, p)),
        st.tuples(pairs, st.booleans(), st.booleans()).map(
            lambda p: n.RangeLiteral(0, *p[0], p[1], p[2])
        ),
        st.lists(st.tuples(NAMES, inner), max_size=2).map(lambda p: n.ContextLiteral(0, tuple(p))),
        inner.map(lambda p: n.FunctionLiteral(0, (("a", None), ("b1", ListType("list", ANY))), p)),
        inner.map(lambda p: n.InstanceOf(0, p, Type("days and time duration"))),
        inner.map(lambda p: n.Negation(0, p)),
        st.tuples(st.sampled_from([">", "<=", "=", "!="]), inner).map(
            lambda p: n.UnaryRange(0, *p)
        ),
        st.tuples(inner, pairs).map(lambda p: n.In(0, *p)),
        st.tuples(inner, NAMES, inner).map(lambda p: n.NamedCall(0, p[0], ((p[1], p[2]),))),
        pairs.map(
            lambda p: n.Arithmetic(
                0, p[0], (n.Operation(0, "**", p[1]), n.Operation(0, "**", p[0]))
            )
        ),
    )


TREES = st.recursive(LEAVES, _grow, max_leaves=8)


@given(TREES)
@settings(max_examples=150, deadline=None)
def test_printing_and_parsing_gives_the_same_tree(tree: n.Node) -> None:
    assert compile_expression(printed(tree)).node == tree


@pytest.mark.parametrize(
    "cell",
    [
        "-",
        "> 5",
        'not("a", "b")',
        '[1..3), 7, < @"P1D"',
        "not(]1..3[, > 5)",
        "not(true) and ?, 3",
        "(not(a))",
        "(> 5)",
    ],
)
def test_a_cell_is_printed_as_it_was(cell: str) -> None:
    node = compile_unary_tests(cell).node
    assert compile_unary_tests(printed(node)).node == node


def test_numbers_keep_their_digits() -> None:
    assert printed(n.Literal(0, Decimal("1.50"))) == "1.50"
