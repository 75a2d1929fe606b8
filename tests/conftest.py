"""What every test may ask for: a migrated, empty database on SQLite and on PostgreSQL.

No test reaches beyond this machine: sockets other than loopback are refused. PostgreSQL is started
once for each test process, when first asked for; each test gets its own copy of a template.
"""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import settings
from pytest_socket import socket_allow_hosts

from storage.database import Database
from storage.migrations import upgrade
from tests.cheap_passwords import as_shipped, make_passwords_cheap
from tests.postgres import CannotStart, Server, quick_place, running

if TYPE_CHECKING:
    from tests.town import Town

settings.register_profile("cauce", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("cauce")

_TEMPLATE = "template"
_numbers = itertools.count(1)


def pytest_configure() -> None:
    """The files of a test lie in memory where there is room; what passed leaves none behind."""
    make_passwords_cheap()
    place = quick_place()
    if place is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests in a browser come last: Playwright leaves a running loop in the thread behind."""
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_runtest_setup() -> None:
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _plain_log() -> Iterator[None]:
    """A test that sets up the log leaves it as it was: its standard error is gone afterwards."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def shipped_passwords() -> Iterator[None]:
    """Hashes cost what they cost in production."""
    with as_shipped():
        yield


@pytest.fixture(scope="session")
def _postgres_start() -> Iterator[Server | CannotStart]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running(worker=os.environ.get("PYTEST_XDIST_WORKER", "")))
        except CannotStart as reason:
            yield reason
        else:
            yield server


@pytest.fixture(scope="session")
def postgres_server(_postgres_start: Server | CannotStart) -> Server:
    """The PostgreSQL of this test process; skips, saying why, where it cannot run."""
    if isinstance(_postgres_start, CannotStart):
        pytest.skip(f"no PostgreSQL: {_postgres_start}")
    return _postgres_start


@pytest.fixture(scope="session")
def _postgres_template(postgres_server: Server) -> Iterator[str]:
    name = f"{postgres_server.prefix}{_TEMPLATE}"
    upgrade(postgres_server.create(name))
    yield name
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """Address of a fresh SQLite database with all tables and no rows."""
    path = tmp_path / "cauce.db"
    shutil.copyfile(_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: Server, _postgres_template: str) -> Iterator[str]:
    """Address of a fresh PostgreSQL database with all tables and no rows."""
    name = f"{postgres_server.prefix}{next(_numbers)}"
    yield postgres_server.create(name, template=_postgres_template)
    postgres_server.drop(name)


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
)
def module_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A migrated database of both kinds for all tests of a module that only read."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("module") / "cauce.db"
            shutil.copyfile(request.getfixturevalue("_sqlite_template"), path)
            url = f"sqlite:///{path}"
        else:
            server: Server = request.getfixturevalue("postgres_server")
            name = f"{server.prefix}{next(_numbers)}"
            url = server.create(name, template=request.getfixturevalue("_postgres_template"))
            stack.callback(server.drop, name)
        opened = Database(url)
        stack.callback(opened.close)
        yield opened


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
)
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of a fresh database with all tables and no rows; the test runs on both kinds."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database with all tables and no rows; the test runs on both kinds."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = f"{server.prefix}bare_{next(_numbers)}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def second_database(database_url: str) -> Iterator[Callable[[], Database]]:
    """Opens the same database again, as another process would."""
    with ExitStack() as stack:

        def again() -> Database:
            opened = Database(database_url)
            stack.callback(opened.close)
            return opened

        yield again


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator["Town"]:
    """A town hall on a fresh database, its clock standing on a Monday morning."""
    from tests.town import Town  # the whole engine; the tests of the ground floor do without

    hall = Town(database_url, tmp_path / "documents")
    yield hall
    hall.close()
