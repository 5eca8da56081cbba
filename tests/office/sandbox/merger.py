"""A reorganisation of the town: two divisions become one."""

MERGER = """
name: Hai phòng thành một
effective: 2021-01-01
basis: NQ 1
changes:
  - merge:
      units: [P-GD, P-NV]
      into: {unit_id: P-GDNV, name: Phòng Giáo dục và Nội vụ, kind: division, parent: TX}
      deputies: 1
policy: {name: Sắp xếp, keep_level: false, allow_needs_authority: true, min_fit: 0}
"""
