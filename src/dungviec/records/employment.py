"""How somebody is employed: on the establishment (biên chế) or by one of the kinds of labour contract that the statistics tell apart.

The kinds are those of the local contract filter and of the quick statistic (processes.md section 4); contracts with experts are
those of L80-07 (placement.md). «HĐ 111/2022» is a name that offices write in their rosters: the decree itself is not on file, so
nothing is concluded from it and the list claims no day for it.
"""

from __future__ import annotations

from datetime import date

from dungviec.records.code_list import Code
from dungviec.records.code_list import code_list as _list
from dungviec.records.dated_list import DatedCode, DatedList

EMPLOYMENT = _list(
    "employment", "Biên chế, loại hợp đồng", "Establishment or kind of contract",
    Code("establishment", "Biên chế", "On the establishment", 0, ("bc", "trong biên chế", "biên chế hành chính", "biên chế sự nghiệp", "biên chế công chức", "biên chế viên chức")),
    Code("contract_68", "Hợp đồng 68", "Contract 68", 0, ("hđ 68", "hđ68", "hđ 68/2000", "hđ 68/2000/nđ-cp", "hợp đồng 68/2000", "hợp đồng nđ 68", "hđ nđ 68", "hđlđ 68", "hợp đồng theo nghị định 68", "hợp đồng theo nđ 68", "hđ theo nđ 68")),
    Code("quota_contract", "Hợp đồng trong chỉ tiêu", "Contract within the quota", 0, ("hđ trong chỉ tiêu", "hđ trong ct", "hđ trong biên chế", "hợp đồng trong chỉ tiêu biên chế")),
    Code("extra_contract", "Hợp đồng ngoài chỉ tiêu", "Contract beyond the quota", 0, ("hđ ngoài chỉ tiêu", "hđ ngoài ct", "hợp đồng ngoài chỉ tiêu biên chế", "hợp đồng ngoài biên chế")),
    Code("unit_contract", "Đơn vị tự hợp đồng", "Contract made by the unit itself", 0, ("hđ đơn vị", "hợp đồng đơn vị", "hđ của đơn vị", "đơn vị tự hđ", "đơn vị tự ký")),
    Code("talent_contract", "Hợp đồng thu hút, đề án", "Contract to attract talent", 0, ("hđ thu hút", "thu hút", "thu hút/đề án", "thu hút, đề án", "đề án", "hợp đồng thu hút")),
    Code("task_contract", "Hợp đồng vụ việc", "Contract for a task", 0, ("hđ vụ việc", "vụ việc", "hđ vv", "hợp đồng thời vụ", "hđ thời vụ", "khoán việc", "hợp đồng khoán việc")),
    Code("contract_111", "Hợp đồng 111/2022", "Contract 111/2022", 0, ("hđ 111", "hđ111", "hđ 111/2022", "hđ 111/2022/nđ-cp", "hợp đồng 111", "hợp đồng nđ 111", "hđ nđ 111", "hđlđ 111", "hợp đồng theo nghị định 111", "hợp đồng theo nđ 111", "hđ theo nđ 111")),
    Code("expert_contract", "Hợp đồng chuyên gia, doanh nhân, luật gia", "Contract with an expert, entrepreneur or lawyer", 0, ("hđ chuyên gia", "hợp đồng chuyên gia", "chuyên gia")),
    Code("other_contract", "Hợp đồng khác", "Other contract", 0, ("hđ khác", "hợp đồng", "hđ", "hđlđ", "hợp đồng lao động")),
)  # fmt: skip

NOT_ON_ESTABLISHMENT = tuple(v for v in EMPLOYMENT.values if v != "establishment")
"""Who works by a labour contract: neither civil servant nor public employee, whatever the post."""

_FILTER, _EXPERT = "processes.md 4", "L80-07 (NĐ 173/2025/NĐ-CP)"
EMPLOYMENT_IN_TIME = DatedList(
    "employment", EMPLOYMENT.vi, EMPLOYMENT.en,
    tuple(
        DatedCode(c.value, c.vi, date(2025, 7, 1), mark="REPORTED", source=_EXPERT) if c.value == "expert_contract"
        else DatedCode(c.value, c.vi, mark="REPORTED", source="" if c.value == "contract_111" else _FILTER)
        for c in EMPLOYMENT
    ),
)  # fmt: skip
"""The same kinds with the days the law on file gives: only contracts with experts have one."""
