"""The tree of units: the line from the root down to each."""

from __future__ import annotations

from dungviec.office.registry.faults import RegistryFault


def unit_path(unit_id: str, parents: dict[str, str | None]) -> str:
    """Identifiers from the root down to ``unit_id``, each followed by a slash. Raises RegistryFault on a circle."""
    line: list[str] = []
    step: str | None = unit_id
    while step is not None:
        if step in line:
            raise RegistryFault(
                f"Đơn vị «{unit_id}» nằm dưới chính nó: {' › '.join(line)}. Xin chọn đơn vị cấp trên khác.",
                f"Unit {unit_id!r} would lie below itself: {' › '.join(line)}. Choose another parent unit.",
            )
        line.append(step)
        step = parents.get(step)
    return "".join(f"{part}/" for part in reversed(line))
