"""Compilation of the engine's inner loops, with a cache on disk where there is a place for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """The loop in machine code: it holds no lock of the interpreter, and its code is kept on disk for the next process.

    The code lies beside the module, or in the user's cache folder where the module's folder may not be written. Where neither
    may be, it is compiled anew in each process: slower to start, never a failure.
    """
    try:
        return cast(Loop, numba.njit(cache=True, nogil=True)(loop))
    except RuntimeError:  # "cannot cache function: no locator available"
        return cast(Loop, numba.njit(nogil=True)(loop))
