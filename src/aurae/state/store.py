"""The state on disk: one thread writes, with one fsync for all who wait; another one reads.

Theory. A change is a function of the connection. Callers hand it to `write` and wait; the writer
takes every change that has come in meanwhile, runs them in one transaction and commits once, so
that under load hundreds of callers share an fsync. `write_soon` joins the next commit, at most
50 ms later, for what can be had from init again after a crash. Changes run in the order in which they
were handed in; one with a key takes the place of one of that key that still waits for company: both
would be in the same commit.

A disk that refuses fails the changes of that commit and nothing else; the next commit tries anew. A
damaged file is put aside and a new one begun; the changes then run there.
"""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from aurae.linux.flock import lock
from aurae.state.database import open_for_reading, open_for_writing, replace_damaged
from aurae.state.failures import StateFailed, is_corrupt, translate

if TYPE_CHECKING:
    from pathlib import Path

LAZY = 0.05
"""Seconds that a change of `write_soon` may wait for company."""

LOCK_WAIT = 10.0
"""Seconds to wait for another server to let go of the state."""

GROUP = 1000
"""Most changes in one commit."""

_log = logging.getLogger("aurae.state")

T = TypeVar("T")
Change = Callable[[sqlite3.Connection], T]


@dataclass(slots=True)
class _Order(Generic[T]):
    change: Change[T]
    done: asyncio.Future[T]


class Store:
    """The open state; make it with `open`."""

    def __init__(self, folder: Path, lock: int, on_rebuilt: Callable[[], None]) -> None:
        self._folder = folder
        self._lock = lock
        self._on_rebuilt = on_rebuilt
        self._loop = asyncio.get_running_loop()
        self._orders: queue.SimpleQueue[list[_Order[object]] | None] = queue.SimpleQueue()
        self._waiting: list[_Order[object]] = []
        self._by_key: dict[object, _Order[object]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._thread = threading.Thread(target=self._run, name="state-writer", daemon=True)
        self._readers = ThreadPoolExecutor(1, thread_name_prefix="state-reader")
        self._connection: sqlite3.Connection | None = None
        self._reader: tuple[int, sqlite3.Connection] | None = None
        self._file = 0  # counts the files that were begun, so that a reader notices a new one
        self._rows_lost = False
        self.damage = ""
        self.failure = ""

    @classmethod
    async def open(cls, folder: Path, on_rebuilt: Callable[[], None] = lambda: None) -> Store:
        """Open the state in `folder` once no other server holds it.

        `on_rebuilt` is called in the event loop when the file was found damaged later on and
        begun anew. Raises StateFailed when another server holds the state for 10 s, when a newer daemon
        wrote it, or when the disk refuses.
        """
        store = cls(folder, await _hold(folder / "state.lock"), on_rebuilt)
        store._thread.start()
        try:
            await store.write(lambda _: None)
        except BaseException:
            await store.close()
            raise
        return store

    @property
    def problems(self) -> list[str]:
        """What people should know: a damaged file that was replaced, a disk that refuses."""
        return [text for text in (self.damage, self.failure) if text]

    async def write(self, change: Change[T], key: object = None) -> T:
        """Run a change; on the disk when this returns. Raises StateFailed."""
        return await self._order(change, lazy=False, key=key)

    async def write_lazily(self, change: Change[T]) -> T:
        """Run a change with the next commit, within 50 ms; on the disk when this returns.

        Raises StateFailed.
        """
        return await self._order(change, lazy=True)

    def write_soon(self, change: Change[T], key: object = None) -> None:
        """Run a change with the next commit, within 50 ms; nobody is told whether it failed."""
        self._order(change, lazy=True, key=key).add_done_callback(_look)

    def write_beside(self, change: Change[T]) -> asyncio.Future[T]:
        """Run a change with the next commit, within 50 ms; whoever needs it on the disk waits for it."""
        done = self._order(change, lazy=True)
        done.add_done_callback(_look)
        return done

    def hasten(self) -> None:
        """Commit now what waits for company."""
        self._hand_over()

    async def read(self, query: Change[T]) -> T:
        """Run a query that sees all that was committed before. Raises StateFailed."""
        seen = self._file
        try:
            return await self._loop.run_in_executor(self._readers, self._query, query)
        except sqlite3.Error as error:
            if not is_corrupt(error):
                raise translate(error) from error
            found = error

        def suspect(_: sqlite3.Connection) -> None:
            if self._file == seen:
                raise found

        await self.write(suspect)
        try:
            return await self._loop.run_in_executor(self._readers, self._query, query)
        except sqlite3.Error as error:
            raise translate(error) from error

    async def close(self) -> None:
        """Commit what was handed in, then close the file and let go of the lock."""
        self._hand_over()
        self._orders.put(None)
        await self._loop.run_in_executor(self._readers, self._finish)
        self._readers.shutdown(wait=False)

    def _order(self, change: Change[T], *, lazy: bool, key: object = None) -> asyncio.Future[T]:
        order: _Order[T] | None = self._by_key.get(key)  # type: ignore[assignment]  # T varies
        if order is not None:
            order.change = change
        else:
            order = _Order(change, self._loop.create_future())
            self._waiting.append(order)  # type: ignore[arg-type]  # as above
            if key is not None:
                self._by_key[key] = order  # type: ignore[assignment]  # as above
        if not lazy:
            self._hand_over()
        elif self._timer is None:
            # Here, not in the writer's thread: waking it costs whoever is being answered now.
            self._timer = self._loop.call_later(LAZY, self._hand_over)
        return order.done

    def _hand_over(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            self._orders.put(self._waiting)
            self._waiting = []
            self._by_key = {}

    # The reader's thread.

    def _query(self, query: Change[T]) -> T:
        if self._reader is None or self._reader[0] != self._file:
            number = self._file
            self._drop_reader()
            self._reader = (number, open_for_reading(self._folder))
        return query(self._reader[1])

    def _drop_reader(self) -> None:
        if self._reader is not None:
            self._reader[1].close()
            self._reader = None

    def _finish(self) -> None:
        self._drop_reader()
        self._thread.join()

    # The writer's thread.

    def _run(self) -> None:
        while (batch := self._gather()) is not None:
            try:
                outcome = self._commit(batch)
            except Exception as error:  # noqa: BLE001  # callers wait: a bug is theirs to tell
                outcome = [error] * len(batch)
            self._deliver(batch, outcome)
        if self._connection is not None:
            self._connection.close()
        os.close(self._lock)

    def _gather(self) -> list[_Order[object]] | None:
        """Wait for orders, then take all that are there; None when the store is closed."""
        batch = self._orders.get()
        while batch and len(batch) < GROUP:
            try:
                more = self._orders.get_nowait()
            except queue.Empty:
                break
            if more is None:
                self._orders.put(None)
                break
            batch += more
        return batch

    def _commit(self, batch: list[_Order[object]]) -> list[object]:
        """Run a batch; returns a result or an exception for each order."""
        try:
            try:
                outcome = self._transact(batch)
            except sqlite3.Error as error:
                if not is_corrupt(error):
                    raise
                self._begin_anew(str(error))
                outcome = self._transact(batch)
        except (sqlite3.OperationalError, StateFailed, OSError) as error:
            return [self._refused(error)] * len(batch)
        except Exception as error:  # noqa: BLE001  # one change is at fault, the others are not
            if len(batch) == 1:
                return [translate(error) if isinstance(error, sqlite3.Error) else error]
            return [outcome for order in batch for outcome in self._commit([order])]
        if self.failure:
            _log.info("the state can be written again")
            self.failure = ""
        return outcome

    def _transact(self, batch: list[_Order[object]]) -> list[object]:
        connection = self._opened()
        try:
            connection.execute("BEGIN IMMEDIATE")
            outcome = [order.change(connection) for order in batch]
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return outcome

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            return self._take(open_for_writing(self._folder, self._report_damage))
        return self._connection

    def _begin_anew(self, error: str) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._take(replace_damaged(self._folder, error, self._report_damage))

    def _take(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        self._connection = connection
        self._file += 1
        if self._rows_lost:
            self._rows_lost = False
            self._loop.call_soon_threadsafe(self._on_rebuilt)
        return connection

    def _report_damage(self, damage: str) -> None:
        # `on_rebuilt` is for who has seen rows of an earlier file.
        self._rows_lost = self._file > 0
        if damage != self.damage:
            self.damage = damage
            _log.error("%s", damage)

    def _refused(self, error: sqlite3.Error | OSError | StateFailed) -> StateFailed:
        failed = error if isinstance(error, StateFailed) else translate(error)
        if str(failed) != self.failure:
            self.failure = str(failed)
            _log.error("cannot write %s", failed)
        return failed

    def _deliver(self, batch: list[_Order[object]], outcome: list[object]) -> None:
        try:
            self._loop.call_soon_threadsafe(_settle, batch, outcome)
        except RuntimeError:
            _log.warning("the event loop ended before %d changes were answered", len(batch))


def _settle(batch: list[_Order[object]], outcome: list[object]) -> None:
    for order, result in zip(batch, outcome, strict=True):
        if order.done.done():
            continue
        if isinstance(result, BaseException):
            order.done.set_exception(result)
        else:
            order.done.set_result(result)


def _look(done: asyncio.Future[T]) -> None:
    """Take note of an outcome, so that a caller who left causes no warning."""
    if not done.cancelled():
        done.exception()


async def _hold(path: Path) -> int:
    """Lock the state; StateFailed when another server holds it for too long."""
    try:
        async with asyncio.timeout(LOCK_WAIT):
            while True:
                try:
                    return lock(str(path))
                except BlockingIOError:
                    # flock(2) cannot be waited for without a thread; a restart takes one round.
                    await asyncio.sleep(0.02)
    except TimeoutError:
        raise StateFailed(f"state: {path} is held by another server") from None
    except OSError as error:
        raise StateFailed(f"state: {error.strerror} {path}") from error
