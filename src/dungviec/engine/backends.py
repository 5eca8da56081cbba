"""Where pieces of work run: one after the other, on threads, on processes, or on a Ray cluster. The engine asks only for `map`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import Thread
from typing import Any, Protocol, TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")


class Backend(Protocol):
    """Runs a function over tasks and hands back the answers in their order."""

    def map(self, do: Callable[[Task], Done], tasks: Iterable[Task]) -> list[Done]:
        """The answers, one per task."""


class Serial:
    """One after the other, in this process."""

    def map(self, do: Callable[[Task], Done], tasks: Iterable[Task]) -> list[Done]:
        """The answers, one per task."""
        return [do(task) for task in tasks]


class Threads:
    """On ``workers`` threads of this process. Compiled loops and HiGHS let go of the interpreter, so they run side by side."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, do: Callable[[Task], Done], tasks: Iterable[Task]) -> list[Done]:
        """The answers, one per task."""
        with ThreadPoolExecutor(self.workers) as pool:
            return list(pool.map(do, tasks))


class Processes:
    """On ``workers`` processes of their own, kept for the next call; tasks and answers are sent over. The caller's main module needs its ``__main__`` guard.

    Where one dies, all are made anew and asked once more: tasks have no state. They end with :meth:`close`, and by themselves when their caller is gone.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, do: Callable[[Task], Done], tasks: Iterable[Task]) -> list[Done]:
        """The answers, one per task."""
        kept = list(tasks)
        try:
            return list(self._open().map(do, kept))
        except BrokenProcessPool:
            self.close()
            return list(self._open().map(do, kept))

    def close(self) -> None:
        """End the processes; the next call makes new ones."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown()

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=get_context("spawn"), initializer=_end_with, initargs=(os.getpid(),)
            )
        return self._pool


def _end_with(caller: int) -> None:
    """A caller that was killed leaves nobody behind who waits for tasks."""

    def watch() -> None:
        while os.getppid() == caller:
            time.sleep(2)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


_chosen: list[Backend] = [Threads(2)]


def choose(backend: Backend) -> None:
    """Let every later solution of this process run on ``backend``: a setting of the site, not of a problem."""
    _chosen[0] = backend


def chosen_backend() -> Backend:
    """Where solutions of this process run: two threads until somebody chooses."""
    return _chosen[0]


def named(words: str) -> Backend:
    """``serial``, ``threads:N`` or ``processes:N`` as a backend; raises ValueError for anything else.

    >>> named("threads:4").workers
    4
    """
    kind, _, count = words.partition(":")
    if kind == "serial" and not count:
        return Serial()
    if kind in ("threads", "processes") and count.isdecimal() and 1 <= len(count) <= 3 and int(count) > 0:
        return (Threads if kind == "threads" else Processes)(int(count))
    raise ValueError(words)


class Group(Protocol):
    """Members with a state of their own (provinces), called all at once by the name of a method."""

    def __len__(self) -> int: ...

    def call(self, name: str, arguments: Sequence[tuple[Any, ...] | None]) -> list[Any]:
        """What each member answers to its own arguments; None from those who are given None and so not asked."""


class LocalGroup:
    """Members in this process, on ``workers`` threads."""

    def __init__(self, makers: Sequence[Callable[[], object]], *, workers: int = 1) -> None:
        self.workers = workers
        self.members = self._map(lambda make: make(), makers)

    def __len__(self) -> int:
        return len(self.members)

    def call(self, name: str, arguments: Sequence[tuple[Any, ...] | None]) -> list[Any]:
        """What each member answers to its own arguments; None from those who are given None and so not asked."""
        pairs = list(zip(self.members, arguments, strict=True))
        return self._map(lambda pair: None if pair[1] is None else getattr(pair[0], name)(*pair[1]), pairs)

    def _map(self, do: Callable[[Any], Any], over: Sequence[Any]) -> list[Any]:
        return Threads(self.workers).map(do, over) if self.workers > 1 else Serial().map(do, over)


class RemoteGroup:
    """Members that live elsewhere, one hand each; who dies is made again and lives through all calls so far, so the answers stay the same.

    ``start(maker)`` brings a member to life and returns its hand; ``send(hand, name, arguments)`` starts a call and returns a ticket;
    ``collect(ticket)`` waits for the answer and raises ``Lost`` where the member died.
    """

    def __init__(self, makers: Sequence[Callable[[], object]]) -> None:
        self.makers = list(makers)
        self.history: list[list[tuple[str, tuple[Any, ...]]]] = [[] for _ in makers]
        self.hands = [self.start(make) for make in self.makers]
        self.restarts = 0

    def __len__(self) -> int:
        return len(self.makers)

    def call(self, name: str, arguments: Sequence[tuple[Any, ...] | None]) -> list[Any]:
        """What each member answers to its own arguments; None from those who are given None and so not asked."""
        tickets = [None if own is None else self._sent(i, name, own) for i, own in enumerate(arguments)]
        answers: list[Any] = []
        for i, (ticket, own) in enumerate(zip(tickets, arguments, strict=True)):
            if own is None:
                answers.append(None)
                continue
            try:
                if ticket is None:
                    raise Lost
                answer = self.collect(ticket)
            except Lost:
                answer = self._again(i, name, own)
            self.history[i].append((name, own))
            answers.append(answer)
        return answers

    def _sent(self, i: int, name: str, own: tuple[Any, ...]) -> Any:
        try:
            return self.send(self.hands[i], name, own)
        except Lost:
            return None

    def _again(self, i: int, name: str, own: tuple[Any, ...]) -> Any:
        self.restarts += 1
        self.hands[i] = self.start(self.makers[i])
        for past, arguments in self.history[i]:
            self.collect(self.send(self.hands[i], past, arguments))
        return self.collect(self.send(self.hands[i], name, own))

    def start(self, make: Callable[[], object]) -> Any:
        """Bring a member to life."""
        raise TypeError(
            "RemoteGroup là khung chung; hãy dùng ProcessGroup hoặc RayGroup (use ProcessGroup or RayGroup)."
        )

    def send(self, hand: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        """Start a call."""
        raise TypeError(
            "RemoteGroup là khung chung; hãy dùng ProcessGroup hoặc RayGroup (use ProcessGroup or RayGroup)."
        )

    def collect(self, ticket: Any) -> Any:
        """Wait for the answer of a call."""
        raise TypeError(
            "RemoteGroup là khung chung; hãy dùng ProcessGroup hoặc RayGroup (use ProcessGroup or RayGroup)."
        )


class Lost(RuntimeError):
    """A member died; it will be made again."""


class ProcessGroup(RemoteGroup):
    """One fresh process per member. The caller's main module needs its ``__main__`` guard."""

    def start(self, make: Callable[[], object]) -> Any:
        """A process that makes the member and answers calls until its pipe closes."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(make, theirs), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def send(self, hand: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        """Start a call."""
        try:
            hand[1].send((name, arguments))
        except OSError as gone:
            raise Lost from gone
        return hand

    def collect(self, ticket: Any) -> Any:
        """Wait for the answer of a call."""
        try:
            fine, answer = ticket[1].recv()
        except (EOFError, OSError) as gone:
            raise Lost from gone
        if not fine:
            raise answer
        return answer

    def close(self) -> None:
        """End all members."""
        for process, pipe in self.hands:
            pipe.close()
            process.join(timeout=5)
            if process.is_alive():
                process.kill()


def _serve(make: Callable[[], object], pipe: Any) -> None:
    member = make()
    while True:
        try:
            name, arguments = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((True, getattr(member, name)(*arguments)))
        except Exception as fault:  # handed to the caller, who raises it
            pipe.send((False, fault))


class RayGroup(RemoteGroup):
    """One Ray actor per member, on whatever machines the cluster has (``pip install dungviec[cluster]``; ``ray.init`` is the caller's)."""

    def start(self, make: Callable[[], object]) -> Any:
        """An actor that holds the member."""
        import ray

        return ray.remote(num_cpus=1, max_restarts=0)(_Actor).remote(make)

    def send(self, hand: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        """Start a call."""
        return hand.call.remote(name, arguments)

    def collect(self, ticket: Any) -> Any:
        """Wait for the answer of a call."""
        import ray

        try:
            return ray.get(ticket)
        except ray.exceptions.RayActorError as gone:
            raise Lost from gone


class _Actor:
    def __init__(self, make: Callable[[], object]) -> None:
        self.member = make()

    def call(self, name: str, arguments: tuple[Any, ...]) -> Any:
        return getattr(self.member, name)(*arguments)
