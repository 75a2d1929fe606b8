"""An external worker in plain Python: it does the work of service tasks for a municipality.

    export CAUCE_URL=http://localhost:8000/api/v1/tambo-real
    export CAUCE_TOKEN=cauce_tambo-real_...   # cauce token create robot --scope jobs:work
    python external_worker.py

It asks for jobs of the kinds in `WORK` and waits where there are none; each function gets the
variables and headers of its job and returns what goes back into the case. Only the standard
library is used; copy it and put your own functions in.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

Variables = Mapping[str, Any]


class BusinessError(Exception):
    """The process has a way for this: its service task has an error event with this code."""

    def __init__(self, code: str, **variables: Any) -> None:
        super().__init__(code)
        self.code, self.variables = code, variables


class Refused(Exception):
    """What Cauce refused, in its own words: `kind` never changes, `detail` is for people."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem.get("detail", ""))
        self.kind = str(problem.get("type", "")).removeprefix("urn:cauce:problem:")


class Cauce:
    """The jobs of one municipality, for a worker with a name of its own."""

    def __init__(self, url: str, token: str, worker: str) -> None:
        self.url, self.token, self.worker = url.rstrip("/"), token, worker

    def lease(self, kinds: list[str], *, wait: int = 20, lock: int = 300) -> list[dict[str, Any]]:
        """Take a job, or wait for one; nothing when none came."""
        asked = {"kinds": kinds, "wait_seconds": wait, "lock_seconds": lock}
        return list(self._send("POST", "jobs/leases", asked)["items"])

    def keep(self, job: Mapping[str, Any], *, lock: int = 300) -> None:
        """Keep a job longer, for work that takes its time."""
        self._send("PUT", f"jobs/{job['id']}/lease", {"lock_seconds": lock})

    def complete(self, job: Mapping[str, Any], variables: Variables) -> None:
        """The work is done."""
        self._end(job, "completion", {"variables": dict(variables)})

    def fail(self, job: Mapping[str, Any], reason: str) -> None:
        """It did not work this time; Cauce tries again, or tells a person."""
        self._end(job, "failure", {"reason": reason})

    def throw(self, job: Mapping[str, Any], code: str, variables: Variables) -> None:
        """It ended in an error for which the process has a way."""
        self._end(job, "error", {"code": code, "variables": dict(variables)})

    def _end(self, job: Mapping[str, Any], how: str, asked: dict[str, Any]) -> None:
        # The key makes it harmless to send the same end twice, when an answer was lost.
        key = f"{how}-{job['id']}-{job['attempt']}"
        self._send("POST", f"jobs/{job['id']}/{how}", asked, key=key)

    def _send(self, method: str, path: str, asked: dict[str, Any], *, key: str = "") -> Any:
        request = urllib.request.Request(  # noqa: S310 - the address is the installation's own
            f"{self.url}/{path}",
            method=method,
            data=json.dumps({"worker": self.worker, **asked}).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                **({"Idempotency-Key": key} if key else {}),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - likewise
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise Refused(json.load(error)) from None


def work_once(
    cauce: Cauce,
    work: Mapping[str, Callable[[Variables, Mapping[str, str]], Variables]],
    *,
    wait: int,
) -> int:
    """Take what is due and do it; how many jobs."""
    jobs = cauce.lease(list(work), wait=wait)
    for job in jobs:
        try:
            result = work[job["kind"]](job["variables"], job["headers"])
        except BusinessError as error:
            cauce.throw(job, error.code, error.variables)
        except Exception as error:  # whatever went wrong: say which kind, name nobody
            cauce.fail(job, type(error).__name__)
        else:
            cauce.complete(job, result)
    return len(jobs)


def add_tax(variables: Variables, headers: Mapping[str, str]) -> Variables:
    """An example: the task's header `rate` is a percentage, its input `amount` a number."""
    if variables["amount"] < 0:
        raise BusinessError("NEGATIVE_AMOUNT")
    return {"total": round(variables["amount"] * (100 + int(headers["rate"])) / 100, 2)}


WORK = {"add-tax": add_tax}


def main() -> None:
    """Work until somebody stops the program."""
    cauce = Cauce(os.environ["CAUCE_URL"], os.environ["CAUCE_TOKEN"], f"example-{os.getpid()}")
    while True:
        try:
            work_once(cauce, WORK, wait=20)
        except Refused as refused:
            if refused.kind not in ("job_not_held", "job_not_open", "job_done"):
                raise  # the others only say that a job was no longer ours


if __name__ == "__main__":
    main()
