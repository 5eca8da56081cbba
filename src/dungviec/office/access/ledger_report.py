"""What reading the whole ledger found, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from dungviec.office.access import ledger

SHOWN = 20


def verify(anchors: Iterable[str] = ()) -> tuple[bool, list[str]]:
    """Whether the ledger is whole, and the lines to print. Raises ValueError on an anchor that cannot be read."""
    found = ledger.check([ledger.Anchor.read(text) for text in anchors])
    lines = f"{found.lines:,}".replace(",", ".")
    if found.whole:
        ledger.keep_anchor(found.head)
        kept = f"; khớp {found.anchors} mốc đã ghi ra ngoài" if found.anchors else ""
        return True, [
            f"Sổ ghi việc nguyên vẹn: {lines} dòng{kept}. (The ledger is whole: {found.lines:,} lines.)",
            f"Mốc cuối: {found.head}",
        ]
    first = found.broken[0]
    told = [
        f"Sổ ghi việc đã bị thay đổi, sai đầu tiên ở dòng {first.number}: {first.why}. (The ledger was altered at line {first.number}.)"
    ]
    told += [f"  dòng {one.number}: {one.why}" for one in found.broken[1:SHOWN]]
    if len(found.broken) > SHOWN:
        told.append(f"  và {len(found.broken) - SHOWN} chỗ khác")
    return False, told
