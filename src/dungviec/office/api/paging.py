"""Lists in pages with their total. The order is fixed, so that no row is missed or met twice while nothing is written."""

from __future__ import annotations

from typing import Annotated, Any, Protocol

from ninja import Query

Page = Annotated[int, Query(1, ge=1, le=100_000, description="Page, from 1.")]
Size = Annotated[int, Query(50, ge=1, le=500, description="Rows of a page.")]


Word = Annotated[str, Query(max_length=150, description="Exactly this; anything when empty.")]
UnitAsked = Annotated[
    str,
    Query(max_length=40, pattern=r"^[\w.\-]*$", description="Identifier of a unit; everything in reach when empty."),
]
Words = Annotated[str, Query(max_length=100, description="Words to search for.")]


class Sliced(Protocol):
    """A sequence, or a query not yet asked."""

    def __getitem__(self, key: slice, /) -> Any: ...


def page_of(found: Sliced, total: int, page: int, size: int) -> dict[str, Any]:
    """The rows of one page with the total and the number of pages."""
    return counted(total, page, size) | {"items": list(found[(page - 1) * size : page * size])}


def counted(total: int, page: int, size: int) -> dict[str, Any]:
    """The head of a page: rows of the whole list, this page, how many there are."""
    return {"total": total, "page": page, "pages": max(1, -(-total // size))}
