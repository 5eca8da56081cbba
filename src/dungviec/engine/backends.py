"""Where pieces of work run: one after the other, on threads, on processes, or on a Ray cluster. The engine asks only for `map`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Protocol, TypeVar

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
    """On ``workers`` fresh processes; tasks and answers are sent over. The caller's main module needs its ``__main__`` guard."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, do: Callable[[Task], Done], tasks: Iterable[Task]) -> list[Done]:
        """The answers, one per task."""
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            return list(pool.map(do, tasks))
