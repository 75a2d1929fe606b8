"""A bucket of an S3-compatible service: objects written, read, listed, copied and removed.

The one place that knows the client. What the service answers is said in the words of the promise:
Missing, or Unreachable for whatever keeps it from working for this house.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import BinaryIO, Final, cast

import urllib3
from minio import Minio
from minio.commonconfig import ENABLED, GOVERNANCE, CopySource
from minio.error import InvalidResponseError, S3Error, ServerError
from minio.retention import Retention

from storage.documents.store import CHUNK, Missing, Unreachable

PART = 8 * 1024 * 1024
"""What is held in memory at most of a content, in bytes; S3 wants parts of at least 5 MiB."""
_ABSENT = ("NoSuchKey", "NoSuchVersion", "ResourceNotFound")
_NO_LOCK = ("ObjectLockConfigurationNotFoundError", "NotImplemented", "MethodNotAllowed")
_WAIT = urllib3.Timeout(connect=10, read=60)
_RETRIES = urllib3.Retry(2, backoff_factor=0.2, status_forcelist=(502, 503, 504))


@dataclass(frozen=True, slots=True)
class Address:
    """Where a bucket is and what opens it. `lock_days` keeps each content from being changed or
    removed for so long where the bucket has object lock; `link_seconds` is how long a link
    works, 0 when every content goes through the house."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"
    lock_days: int = 0
    link_seconds: int = 0


class Bucket:
    """The objects of a bucket by their names. Raises Missing and Unreachable."""

    def __init__(self, address: Address, *, now: Callable[[], datetime]) -> None:
        secure, _, host = address.endpoint.rpartition("://")
        self._address = address
        self._now = now
        self._name = address.bucket
        self._client = Minio(
            host.rstrip("/"),
            address.access_key,
            address.secret_key,
            secure=secure != "http",
            region=address.region,
            http_client=urllib3.PoolManager(timeout=_WAIT, maxsize=10, retries=_RETRIES),
        )
        self.locks: Final = address.lock_days > 0 and self._offers_lock()

    def write(self, name: str, content: bytes, *, lasting: bool = False) -> None:
        """An object at once; `lasting` ones are locked where the bucket offers it."""
        with _asking(name):
            self._client.put_object(
                self._name,
                name,
                io.BytesIO(content),
                len(content),
                retention=self._retention() if lasting else None,
            )

    def write_in_parts(self, name: str, stream: object) -> None:
        """An object of unknown size; whatever the stream raises passes, and nothing is left."""
        with _asking(name):
            self._client.put_object(
                self._name,
                name,
                cast("BinaryIO", stream),
                -1,
                part_size=PART,
                num_parallel_uploads=1,
            )

    def copy(self, source: str, target: str) -> None:
        """The service itself copies, and locks the copy where the bucket offers it."""
        with _asking(source):
            self._client.copy_object(
                self._name, target, CopySource(self._name, source), retention=self._retention()
            )

    @contextmanager
    def reading(self, name: str) -> Iterator[Iterator[bytes]]:
        """An object in chunks."""
        with _asking(name):
            response = self._client.get_object(self._name, name)
            with closing(response):
                yield response.stream(CHUNK)
            response.release_conn()

    def read(self, name: str, offset: int, length: int) -> bytes:
        """A stretch of an object."""
        with _asking(name):
            response = self._client.get_object(self._name, name, offset=offset, length=length)
            with closing(response):
                return response.read()

    def listed(self, prefix: str) -> Iterator[tuple[str, int, datetime]]:
        """Name, size and time of writing of every object whose name begins so, in their order."""
        with _asking(prefix):
            for each in self._client.list_objects(self._name, prefix=prefix, recursive=True):
                at = each.last_modified or self._now()
                yield str(each.object_name), int(each.size or 0), at

    def size_of(self, name: str) -> int:
        """The size of an object in bytes."""
        with _asking(name):
            return int(self._client.stat_object(self._name, name).size or 0)

    def remove(self, name: str) -> None:
        """Nothing happens when it is not there."""
        with _asking(name):
            self._client.remove_object(self._name, name)

    def link(self, name: str, *, disposition: str, media_type: str) -> str | None:
        """An address that whoever has it may read for a short time; None when there are none."""
        if self._address.link_seconds == 0:
            return None
        return self._client.presigned_get_object(
            self._name,
            name,
            expires=timedelta(seconds=self._address.link_seconds),
            response_headers={
                "response-content-disposition": disposition,
                "response-content-type": media_type,
            },
        )

    def _retention(self) -> Retention | None:
        if not self.locks:
            return None
        until = self._now() + timedelta(days=self._address.lock_days)
        return Retention(GOVERNANCE, until)

    def _offers_lock(self) -> bool:
        """Whether the bucket keeps versions and locks; a service that knows neither says so, or
        answers something else."""
        try:
            with _asking(self._name):
                self._client.get_object_lock_config(self._name)
                return self._client.get_bucket_versioning(self._name).status == ENABLED
        except Unreachable as fault:
            if isinstance(fault.__cause__, S3Error) and fault.__cause__.code in _NO_LOCK:
                return False
            raise


@contextmanager
def _asking(what: str) -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        if error.code in _ABSENT:
            raise Missing(what) from error
        raise Unreachable(f"{error.code}: {error.message}") from error
    except (urllib3.exceptions.HTTPError, InvalidResponseError, ServerError) as error:
        raise Unreachable(str(error)) from error
