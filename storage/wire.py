"""One trip to PostgreSQL: prepared statements sent together through libpq, and their answers.

psycopg's own pipeline spends a cursor and a system call on each statement, more than the statements
themselves cost; here they leave in one piece. Values are text whose type the server infers (bytes
are binary), so a text is prepared once for each connection, whatever its values. Other threads run
while this one waits.
"""

import select
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from psycopg import DataError, OperationalError, postgres, pq
from psycopg.adapt import AdaptersMap, Transformer
from psycopg.errors import error_from_result
from psycopg.pq.abc import PGconn, PGresult
from psycopg.types.bool import BoolLoader
from psycopg.types.numeric import IntLoader
from psycopg.types.string import ByteaLoader, TextLoader

Row = tuple[Any, ...]
Prepared = MutableMapping[str, bytes]
"""What a connection has prepared: the name of each text."""

_TEXT, _BINARY = 0, 1
_FATAL, _ABORTED = pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.PIPELINE_ABORTED
_SYNC = pq.ExecStatus.PIPELINE_SYNC
_ANY_OTHER = 0  # psycopg looks there for a type that has no reader


class _AsTold:
    """How the text form of each type is read, for psycopg: booleans, bytes and integers as such;
    everything else is text."""

    adapters = AdaptersMap(types=postgres.types)
    connection = None

    for _name, _loader in (
        ("bool", BoolLoader),
        ("bytea", ByteaLoader),
        ("int2", IntLoader),
        ("int4", IntLoader),
        ("int8", IntLoader),
        (_ANY_OTHER, TextLoader),
    ):
        adapters.register_loader(_name, _loader)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, `$1` and so on for its values; `setup` when it opens or ends a transaction,
    `check` when it waits for a trip and its answer matters nevertheless."""

    text: str
    values: Sequence[object] = ()
    setup: bool = False
    check: Callable[[Sequence[Row]], None] | None = None


def trip(
    connection: PGconn, statements: Sequence[Statement], prepared: Prepared
) -> list[list[Row]]:
    """Sends all statements at once; the rows of each.

    Raises the error of the first that fails, once all answers are in; none after it took effect. A
    connection that is lost on the way is closed.
    """
    try:
        connection.enter_pipeline_mode()
        new = [_send(connection, statement, prepared) for statement in statements]
        connection.pipeline_sync()
        _flush(connection)
        answers = list(_answers(connection))
        connection.exit_pipeline_mode()
    except BaseException:
        connection.finish()
        raise
    return _read(answers, new, prepared)


def has_news(connection: PGconn) -> bool:
    """Whether the server sent something although nothing was asked, as when it goes away; it costs
    one look at the socket."""
    if connection.status != pq.ConnStatus.OK:
        return True
    poll = select.poll()
    poll.register(connection.socket, select.POLLIN)
    return bool(poll.poll(0))


def is_idle(connection: PGconn) -> bool:
    """Whether no transaction is open."""
    return connection.transaction_status == pq.TransactionStatus.IDLE


def _send(connection: PGconn, statement: Statement, prepared: Prepared) -> str | None:
    """The text, when it is prepared here for the first time."""
    name = prepared.get(statement.text)
    new = None
    if name is None:
        text = statement.text.encode()
        name = prepared[statement.text] = (
            b"cauce_" + blake2b(text, digest_size=12).hexdigest().encode()
        )
        connection.send_prepare(name, text)
        new = statement.text
    values = [_encoded(value) for value in statement.values]
    formats = [_BINARY if isinstance(value, bytes) else _TEXT for value in statement.values]
    connection.send_query_prepared(name, values, formats)
    return new


def _encoded(value: object) -> bytes | None:
    if isinstance(value, str):
        text = value.encode()
        if b"\x00" in text:  # libpq would end the text there
            raise DataError("PostgreSQL text cannot contain NUL")
        return text
    if value is None or isinstance(value, bytes):
        return value
    return str(value).encode()


def _flush(connection: PGconn) -> None:
    while connection.flush():
        ready = _wait(connection, select.POLLIN | select.POLLOUT)
        if ready & select.POLLIN:
            connection.consume_input()


def _answers(connection: PGconn) -> Iterator[PGresult]:
    """One answer for each thing sent, up to the end of the pipeline."""
    silent = 0
    while silent < 2:
        while connection.is_busy():
            _wait(connection, select.POLLIN)
            connection.consume_input()
        answer = connection.get_result()
        if answer is None:  # stands between two answers; twice in a row when the server is gone
            silent += 1
            continue
        silent = 0
        if answer.status == _SYNC:
            return
        yield answer
    raise OperationalError(connection.get_error_message())


def _wait(connection: PGconn, events: int) -> int:
    poll = select.poll()
    poll.register(connection.socket, events)
    return poll.poll()[0][1]


def _read(
    answers: Sequence[PGresult], new: Sequence[str | None], prepared: Prepared
) -> list[list[Row]]:
    """The rows of each statement; what was to be prepared after a failure is forgotten."""
    rows: list[list[Row]] = []
    failure: PGresult | None = None
    following = iter(answers)
    for preparing in new:
        steps = [next(following) for _ in range(2 if preparing else 1)]
        bad = [answer for answer in steps if answer.status in (_FATAL, _ABORTED)]
        if bad and preparing is not None and steps[0] in bad:
            prepared.pop(preparing)
        failure = failure or next((each for each in bad if each.status == _FATAL), None)
        rows.append([] if bad else _rows_of(steps[-1]))
    if failure is not None:
        raise error_from_result(failure)
    return rows


def _rows_of(answer: PGresult) -> list[Row]:
    reader = Transformer(_AsTold)
    reader.set_pgresult(answer)
    return reader.load_rows(0, answer.ntuples, tuple)
