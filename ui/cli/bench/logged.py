"""What the log of who looked at what costs: pages of tasks, each of another case and so each a line
of the log, opened in turn on a server that writes it and on one that does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, sleep

from engine.auditing.accesses import SOON
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.serving import Servers, serving
from ui.cli.bench.wire import Wire

WARM_UP, OK = 20, 200


@dataclass(frozen=True, slots=True)
class LogCost:
    """Milliseconds of a page with the log and without; `work_ms` is the server's processor time,
    writing included, where the machine tells it."""

    on_p50_ms: float
    off_p50_ms: float
    on_p95_ms: float
    off_p95_ms: float
    on_work_ms: float | None
    off_work_ms: float | None

    @property
    def ratio(self) -> float:
        """The median with the log, over that without."""
        return self.on_p50_ms / self.off_p50_ms

    def as_json(self) -> dict[str, float | None]:
        """For the one line of `--json`."""
        return {**asdict(self), "ratio": round(self.ratio, 3)}


def measure_log(url: str, folder: Path, paths: Sequence[str], headers: str) -> LogCost:
    """Each page once on both; the first ones do not count."""
    with (
        serving(url, folder, servers=1) as on,
        serving(url, folder, servers=1, looks=False) as off,
    ):
        sides = [_Side(on), _Side(off)]
        for number, path in enumerate(paths):
            if number == WARM_UP:
                for side in sides:
                    side.begin()
            for side in sides if number % 2 else sides[::-1]:
                side.open(path, headers)
        (p50, p95, work), (p50_off, p95_off, work_off) = (side.told() for side in sides)
        return LogCost(p50, p50_off, p95, p95_off, work, work_off)


class _Side:
    """One server and what its pages took."""

    def __init__(self, server: Servers) -> None:
        self._server, self._wire = server, Wire(server.ports[0])
        self.begin()

    def begin(self) -> None:
        """From now on it counts."""
        self._taken: list[float] = []
        self._worked = self._server.seconds_worked()

    def open(self, path: str, headers: str) -> None:
        begun = perf_counter()
        status = self._wire.get(path, headers)
        self._taken.append(perf_counter() - begun)
        if status != OK:
            raise ConnectionError(f"a page answered {status}")

    def told(self) -> tuple[float, float, float | None]:
        """The middle, the slow ones and the work, once what waits in the log is written."""
        self._wire.close()
        sleep(2 * SOON)
        before, after, taken = self._worked, self._server.seconds_worked(), sorted(self._taken)
        worked = None if before is None or after is None else (after - before) * 1000 / len(taken)
        return quantile(taken, 0.5), quantile(taken, 0.95), worked
