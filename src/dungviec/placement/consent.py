"""Two-sided consent to swaps: what each participant and each receiving post says, kept in a sheet; only swaps with every yes become proposals."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from dungviec.placement.policy import PolicyFault
from dungviec.records.vietnamese import fold

COLUMNS = ("person_id", "name", "from_post", "to_post", "to_title", "to_unit", "person_says", "receiver_says")
"""Headings of the sheet; only the first, the fourth and the last two are read back."""
_YES, _NO = {"co", "dong y", "yes", "y", "1", "x"}, {"khong", "khong dong y", "no", "n", "0"}


class Consent(StrEnum):
    """What is known of a swap, or of one person's part in it."""

    AGREED = "agreed"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Consents:
    """(person, post) → what the person and the receiving side say to that change; None where nothing is said yet."""

    said: Mapping[tuple[str, str], tuple[bool | None, bool | None]]

    def of(self, person: str, post: str) -> Consent:
        """Agreed needs both yes; one no refuses."""
        answers = self.said.get((person, post), (None, None))
        if False in answers:
            return Consent.REFUSED
        return Consent.AGREED if all(answers) else Consent.WAITING

    def of_all(self, parts: Iterable[tuple[str, str]]) -> Consent:
        """A swap: refused by one no, agreed by every yes."""
        found = [self.of(person, post) for person, post in parts]
        if Consent.REFUSED in found:
            return Consent.REFUSED
        return Consent.WAITING if Consent.WAITING in found else Consent.AGREED


def read_consents(text: str, *, source: str = "consents") -> Consents:
    """The sheet as CSV. Raises PolicyFault with line and value for an answer that is neither yes nor no, and for a pair told twice differently."""
    reader = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    missing = [
        name
        for name in ("person_id", "to_post", "person_says", "receiver_says")
        if name not in (reader.fieldnames or ())
    ]
    if missing:
        raise PolicyFault(
            f"«{source}» thiếu cột {', '.join(missing)}; lấy mẫu bằng: dungviec swaps … --consent-form MẪU.csv",
            f"'{source}' lacks the column {', '.join(missing)}; get the form by: dungviec swaps … --consent-form FORM.csv",
        )
    said: dict[tuple[str, str], tuple[bool | None, bool | None]] = {}
    for line, row in enumerate(reader, start=2):
        pair = (row["person_id"] or "").strip(), (row["to_post"] or "").strip()
        if not any(pair):
            continue
        answers = tuple(
            _answer(row[name], line=line, column=name, source=source) for name in ("person_says", "receiver_says")
        )
        if said.setdefault(pair, (answers[0], answers[1])) != answers:
            raise PolicyFault(
                f"«{source}», dòng {line}: {pair[0]} → {pair[1]} đã có câu trả lời khác ở dòng trên; giữ một dòng.",
                f"'{source}', line {line}: {pair[0]} → {pair[1]} is answered differently above; keep one row.",
            )
    return Consents(said)


def consent_form(rows: Iterable[Mapping[str, str]], known: Consents | None = None) -> str:
    """The sheet to be filled in (CSV, read by spreadsheets): one row per participant; answers known already are kept."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    words = {True: "có", False: "không", None: ""}
    for row in rows:
        person, receiver = (known.said if known else {}).get((row["person_id"], row["to_post"]), (None, None))
        writer.writerow({**row, "person_says": words[person], "receiver_says": words[receiver]})
    return "\ufeff" + out.getvalue()


def _answer(text: str | None, *, line: int, column: str, source: str) -> bool | None:
    told = fold(text or "").strip()
    if not told:
        return None
    if told in _YES | _NO:
        return told in _YES
    raise PolicyFault(
        f"«{source}», dòng {line}, cột {column}: «{text}» không phải câu trả lời; ghi «có», «không» hoặc để trống.",
        f"'{source}', line {line}, column {column}: '{text}' is no answer; write 'yes', 'no' or leave it empty.",
    )
