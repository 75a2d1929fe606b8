"""The ledger of a taxpayer through any sequence of payments, voids and refunds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from hypothesis import example, given
from hypothesis import strategies as st

from engine.calendar import Calendar
from engine.ids import Ids
from engine.payments.paid_into import Gone
from processes.taxes.account import Account, account_on, balance, pays
from processes.taxes.agreeing import (
    MOVED,
    SHARE,
    Terms,
    losing,
    overdue,
    quotas_of,
    schedule,
    signing,
)
from processes.taxes.countering import countering
from processes.taxes.due_days import instalment_days
from processes.taxes.figures import Figures
from processes.taxes.posting import Payment, entries_of
from storage.queries.deadlines import ParameterRow
from storage.queries.taxes import CREDIT, INTEREST, RECEIVABLE, TaxEntryRow
from tests.taxes import ledger_balances

D = Decimal
PERU = Calendar(country="PE")
START = date(2026, 2, 1)


def _parameter(key: str, value: str, since: date) -> ParameterRow:
    return ParameterRow(1, key, value, "index", since, None, "Ordenanza", "K")


TIM, INDEX, DISCOUNT = "pe.tributos.tim", "pe.ipm", "pe.predial.pronto_pago"
FIGURES = Figures(
    [
        _parameter(TIM, "0.9", date(2021, 4, 1)),
        _parameter(SHARE, "80", date(2021, 4, 1)),
        _parameter(TIM, "1.1", date(2026, 7, 1)),
        *(_parameter(INDEX, f"{100 + m * (-1) ** m}.25", date(2026, m, 1)) for m in range(1, 13)),
    ],
    PERU,
)
Acts = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(1, 200_000), st.integers(0, 60)),
        st.tuples(st.just("void"), st.integers(0, 5), st.integers(0, 60)),
        st.tuples(st.just("refund"), st.integers(1, 50_000), st.integers(0, 60)),
    ),
    max_size=8,
)


class Books:
    """A ledger, and what of each order is not taken back."""

    def __init__(self) -> None:
        self.ids, self.orders = Ids(), count(1)
        self.came: dict[int, int] = {}
        self.rows = [self._charge(place, day) for place, day in
                     enumerate(instalment_days(PERU, 2026), 1)]  # fmt: skip

    def _charge(self, place: int, day: date) -> TaxEntryRow:
        return TaxEntryRow(
            self.ids.new(), 1, 2026, "predial", place, day, "charge", RECEIVABLE, "income", 71250,
            date(2026, 1, 1), None, None, "", self._at(START),
        )  # fmt: skip

    def _at(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 15, tzinfo=UTC)

    def account(self, day: date) -> Account:
        return account_on(self.rows, day, FIGURES)

    def pay(self, cents: int, day: date, quota: int = 0) -> None:
        order, account = next(self.orders), self.account(day)
        payment = Payment(D(cents) / 100, day, "bank", "", order_id=order)
        imputed = pays(account, payment.amount, frozenset({("predial", 2026, quota)}))
        wrote = list(entries_of(self.ids, self._at(day), 1, account, imputed, payment))
        money = sum(each.cents for each in wrote if each.kind in ("payment", "credit"))
        assert money == cents
        self.rows += wrote
        self.came[order] = cents

    def take_back(self, order: int, cents: int, day: date) -> None:
        gone = Gone(order, D(cents) / 100, day, "", None)
        wrote = countering(self.ids, self.rows, gone, FIGURES, self._at(day))
        assert wrote is not None
        self.rows += wrote
        self.came[order] -= cents


def _agrees(books: Books, day: date, months: int) -> None:
    account = books.account(day)
    owed = overdue(account)
    debt = sum((each.total for each in owed), D(0))
    if debt > 1:
        plan = schedule(debt, Terms(D(20), months), FIGURES, PERU, day)
        number = f"F{len(books.rows)}"
        books.rows += signing(books.ids, books._at(day), 1, owed, plan, number)
        after = books.account(day)
        assert sum(each.tax for each in quotas_of(after, number)) == debt
        assert balance(books.rows, MOVED) == 0


@example([("pay", 1, 0), ("void", 0, 0)], 1, 1)  # a void of what was counted before it was agreed
@given(Acts, st.integers(1, 12), st.integers(0, 8))
def test_an_agreement_moves_debts_and_loses_none(
    acts: list[tuple[str, int, int]], months: int, place: int
) -> None:
    books, day = Books(), date(2026, 6, 1)
    for what, number, days in [*acts[:place], ("agree", months, 0), *acts[place:]]:
        day += timedelta(days=days)
        paid = [order for order, cents in books.came.items() if cents]
        if what == "agree":
            _agrees(books, day, number)
        elif what == "pay":
            books.pay(number, day, number % 5)
        elif paid:
            order = paid[number % len(paid)]
            books.take_back(order, min(books.came[order], number or 1), day)
        account = books.account(day)
        assert all(each.tax >= 0 and each.interest >= 0 for each in account.owed)
        assert balance(books.rows, MOVED) == 0
        assert account.paid == D(sum(books.came.values())) / 100
    numbers = {each.what.concept.partition(" ")[2] for each in books.account(day).owed} - {""}
    for number in numbers:
        owed = quotas_of(books.account(day), number)
        due = sum(each.total for each in owed if each.what.due_on < day)
        capital = sum(each.tax for each in owed)
        wrote = losing(books.ids, books._at(day), tuple(books.rows), owed, day)
        books.rows += wrote
        (rest,) = quotas_of(books.account(day), number)
        assert (rest.tax, balance(books.rows, MOVED)) == (capital, 0)
        assert rest.total >= due


@example([("pay", 33, 17), ("pay", 1, 60), ("pay", 1, 0), ("void", 1, 0), ("void", 1, 0)])
@given(Acts)
def test_the_ledger_balances_and_undone_payments_leave_the_account_as_it_was(
    acts: list[tuple[str, int, int]],
) -> None:
    books, day = Books(), START
    far = date(2027, 3, 1)
    untouched = books.account(far)
    for what, number, days in acts:
        day += timedelta(days=days)
        paid = [order for order, cents in books.came.items() if cents]
        if what == "pay":
            books.pay(number, day, number % 5)
        elif paid:
            order = paid[number % len(paid)]
            most = books.came[order]
            part = most if what == "void" else min(most, number)
            books.take_back(order, part, day)
        assert ledger_balances(books.rows)
        assert books.account(day).paid == D(sum(books.came.values())) / 100
        on = {account: balance(books.rows, account) for account in (RECEIVABLE, INTEREST, CREDIT)}
        assert on[RECEIVABLE] >= 0, "more was paid than was owed"
        assert on[INTEREST] >= 0
        assert on[CREDIT] <= 0
    for order, cents in books.came.items():
        if cents:
            books.take_back(order, cents, day)
    assert replace(books.account(far), paid=D(0)) == replace(untouched, paid=D(0))


def test_whoever_pays_the_whole_year_early_is_let_off_a_part() -> None:
    books = Books()
    early = date(2026, 2, 20)
    until = replace(_parameter(DISCOUNT, "10", date(2026, 1, 1)), valid_to=date(2026, 2, 27))
    figures = Figures([_parameter(TIM, "0.9", date(2021, 4, 1)), until], PERU)
    account = account_on(books.rows, early, figures)
    assert (account.total, account.discount) == (D(2850), D(285))
    assert account_on(books.rows, date(2026, 2, 28), figures).discount == 0
    for paid, left in (("2564.99", "285.01"), ("2565.00", "0")):
        payment = Payment(D(paid), early, "bank", "", order_id=1)
        imputed = pays(account, payment.amount)
        wrote = list(entries_of(books.ids, books._at(early), 1, account, imputed, payment))
        after = account_on([*books.rows, *wrote], early, figures)
        assert (after.total, after.credit) == (D(left), 0)
    gone = Gone(1, D(2565), early, "", None)
    back = countering(books.ids, [*books.rows, *wrote], gone, figures, books._at(early))
    assert account_on([*books.rows, *wrote, *(back or ())], early, figures) == account
