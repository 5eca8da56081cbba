"""The shapes of what `dungviec read` writes: a roster, and the documented workbook."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from tools.json_parts import Shape


class BalanceShape(Shape):
    """rows_in = created + updated + skipped + rejected."""

    rows_in: int
    created: int
    updated: int
    skipped: int
    rejected: int


class PersonShape(BaseModel):
    """One person as understood. Further keys appear where the file has them."""

    model_config = ConfigDict(extra="allow", strict=True)

    no: int | None = Field(description="Running number in the file, or counted.")
    name: str = Field(description="Full name, surname first, in proper case.")
    sex: Literal["male", "female"] | None
    born: str | None = Field(description="ISO date; null when the day is not known.")
    ethnicity: str | None
    unit: str | None
    degree: str | None = Field(description="Code list `degree`.")
    major: str | None
    theory: str | None = Field(description="Code list `theory`.")
    citizen_id: str | None = Field(description="12 digits (or an old card's 9), lost zeros put back.")
    joined: str | None = Field(description="ISO date; null when the day is not known.")
    coefficient: float | None
    ratings: dict[str, str | None] = Field(description="Year to code list `rating`; null: lawfully not rated or empty.")


class RemarkShape(Shape):
    """A rejected row, or a cell to look at in a row that was kept."""

    sheet: str
    row: int = Field(ge=1, description="As the spreadsheet counts, from 1.")
    column: str = Field(description="Letter.")
    header: str
    field: str
    value: str = Field(description="As it stands; citizen numbers with their middle hidden.")
    problem: str
    problem_en: str
    what_to_do: str
    what_to_do_en: str


class ColumnShape(Shape):
    """What a column was taken for."""

    column: str
    header: str
    field: str | None = Field(description="Null: not understood; names with a leading `_` are understood and not kept.")
    detail: str | None = Field(description="For instance the year of a rating.")
    confidence: float = Field(ge=0, le=1)
    evidence: str
    evidence_en: str


class TableShape(Shape):
    """One table of a sheet."""

    header_rows: list[int] = Field(min_length=2, max_length=2, description="First and last row of the heading, from 1.")
    rows: int
    unit_from: Literal["column", "groups", "title", "sheet", ""] = Field(
        description="Where the unit of a row was found."
    )
    columns: list[ColumnShape]


class SheetShape(Shape):
    """How one sheet was understood."""

    name: str
    status: Literal["read", "hidden", "empty", "no_people", "unit_list"]
    rows: int = Field(description="Rows of people.")
    other_rows: dict[str, int] = Field(
        description="Other rows by kind: group, total, heading, numbers, signature, continuation, other."
    )
    tables: list[TableShape]


class ReadShape(Shape):
    """The JSON of `dungviec read FILE --json OUT.json` for a roster."""

    people: list[PersonShape]
    rows_in: int = Field(description="Rows of people in the file.")
    distinct: int = Field(description="People.")
    balance: BalanceShape
    rejected: list[RemarkShape]
    warnings: list[RemarkShape] = Field(description="Cells to look at; their rows were kept.")
    sheets: list[SheetShape]


class CityRejectedShape(Shape):
    """One rejected row of the documented workbook."""

    sheet: str
    row: int
    column: str = Field(description="Letter and heading.")
    value: str
    problem: str
    problem_en: str


class CityReadShape(Shape):
    """The same command on the documented city workbook."""

    people: list[PersonShape]
    rows_in: int = Field(description="Rows of all sheets.")
    distinct: int
    balance: BalanceShape
    rejected: list[CityRejectedShape]
    warnings: list[str]
