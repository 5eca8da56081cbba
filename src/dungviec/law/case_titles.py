"""What a post is, told by a lawyer's words: function codes and the role in the unit, from codes, synonyms or a title."""

from __future__ import annotations

import re

from dungviec.records.vietnamese import fold

FUNCTION_WORDS: dict[str, tuple[str, ...]] = {
    "party_secretary": ("secretary",),
    "party_deputy_secretary": ("deputy_secretary", "standing_deputy_secretary"),
    "standing_committee_member": ("party_standing_committee", "standing_committee", "btv"),
    "party_group_member": ("party_civil_affairs_committee", "ban_can_su", "dang_doan", "party_group"),
    "party_organisation_head": ("organisation_head", "organization_head", "organisation_board_head", "party_organization_head"),
    "party_inspection_head": ("inspection_committee_head", "inspection_head", "party_inspection_committee_head"),
    "council_chair": ("peoples_council_chair", "people_council_chair", "hdnd_chair"),
    "council_standing": ("council_standing_member", "hdnd_standing", "standing_council_member", "council_deputy_chair", "peoples_council_standing"),
    "council_board_head": ("council_committee_head", "hdnd_committee_head", "council_commission_head", "peoples_council_committee_head"),
    "committee_chair": ("ubnd_chair", "peoples_committee_chair", "people_committee_chair", "chairman", "chair"),
    "committee_deputy_chair": ("ubnd_deputy_chair", "deputy_chair", "vice_chair", "peoples_committee_deputy_chair"),
    "committee_member": ("ubnd_member", "peoples_committee_member", "people_committee_member"),
    "committee_agency_head": ("ubnd_agency_head", "agency_head", "specialised_agency_head", "department_head", "committee_division_head"),
    "home_affairs_head": ("home_affairs",), "inspectorate_head": ("inspectorate", "chief_inspector"),
    "finance_head": ("finance",), "banking_head": ("banking", "bank"), "tax_head": ("tax",), "customs_head": ("customs",),
    "industry_trade_head": ("industry_trade", "industry_and_trade"),
    "planning_investment_head": ("planning_investment", "planning_and_investment"),
    "environment_head": ("environment", "natural_resources", "natural_resources_environment"),
    "military_head": ("military", "army"), "police_head": ("police",), "court_head": ("court", "chief_judge", "court_president"),
    "procuracy_head": ("procuracy", "chief_prosecutor"),
    "hr_manager": ("hr", "personnel", "hr_management", "personnel_manager", "manage_personnel", "hr_head", "personnel_management"),
    "accounting": ("accountant", "chief_accountant"), "treasurer": ("cashier",),
    "warehouse": ("warehouse_keeper", "storekeeper", "store_keeper"), "contract_signer": ("sign_contracts", "contracts", "signs_contracts"),
}  # fmt: skip
"""Function code → other words for it."""

_TITLES: tuple[tuple[str, str], ...] = (
    (r"pho (truong )?bi thu", "party_deputy_secretary"), (r"bi thu", "party_secretary"),
    (r"uy vien (ban )?thuong vu|ban thuong vu", "standing_committee_member"), (r"ban can su|dang doan", "party_group_member"),
    (r"pho chu tich (thuong truc )?(hdnd|hoi dong nhan dan)|thuong truc (hdnd|hoi dong nhan dan)", "council_standing"),
    (r"chu tich (hdnd|hoi dong nhan dan)", "council_chair"),
    (r"truong ban .*(hdnd|hoi dong nhan dan)", "council_board_head"),
    (r"pho chu tich (thuong truc )?(ubnd|uy ban nhan dan)", "committee_deputy_chair"),
    (r"chu tich (ubnd|uy ban nhan dan)", "committee_chair"),
    (r"(uy|thanh) vien (ubnd|uy ban nhan dan)", "committee_member"),
    (r"truong ban to chuc", "party_organisation_head"), (r"chu nhiem (ubkt|uy ban kiem tra)", "party_inspection_head"),
    (r"chanh thanh tra", "inspectorate_head"), (r"(giam doc so|truong phong|bo truong bo) noi vu", "home_affairs_head"),
    (r"(giam doc so|truong phong|bo truong bo) tai chinh", "finance_head"),
    (r"(giam doc so|truong phong|bo truong bo) cong thuong", "industry_trade_head"),
    (r"(giam doc so|truong phong|bo truong bo) ke hoach", "planning_investment_head"),
    (r"(giam doc so|truong phong|bo truong bo) (tai nguyen|nong nghiep va moi truong)", "environment_head"),
    (r"(truong|giam doc) cong an", "police_head"), (r"chi huy truong", "military_head"), (r"chanh an", "court_head"),
    (r"vien truong", "procuracy_head"), (r"(truong|cuc truong|chi cuc truong) (chi cuc |cuc )?thue", "tax_head"),
    (r"(cuc truong|chi cuc truong) (chi cuc |cuc )?hai quan", "customs_head"), (r"giam doc ngan hang", "banking_head"),
    (r"ke toan", "accounting"), (r"thu quy", "treasurer"), (r"thu kho", "warehouse"),
    (r"(giam doc so|truong phong|chanh van phong|chanh thanh tra)(?!.*hdnd)", "committee_agency_head"),
)  # fmt: skip

_DEPUTY = re.compile(r"^(pho\b|cap pho|deputy|vice)")
_HEAD = re.compile(r"^(truong|giam doc|hieu truong|chu tich|chanh|vien truong|bi thu|chi cuc truong|cuc truong|head|director|nguoi dung dau|thu truong co quan)")  # fmt: skip


def functions_of(text: str) -> list[str]:
    """The function codes a word or title stands for, codes first; empty where nothing is recognised."""
    plain = fold(text).replace(" ", "_").replace("-", "_").replace("'", "")
    for code, words in FUNCTION_WORDS.items():
        if plain == code or plain in words:
            return [code]
    title, found = fold(text), []
    for pattern, code in _TITLES:
        if re.search(pattern, title):
            if code == "party_secretary" and "party_deputy_secretary" in found:
                continue
            if code == "committee_chair" and "committee_deputy_chair" in found:
                continue
            if code == "council_chair" and "council_standing" in found:
                continue
            found.append(code)
    return found


def role_of(text: str) -> str | None:
    """``head`` or ``deputy`` by the first word of a title; None where the title does not tell."""
    title = fold(text)
    if _DEPUTY.match(title):
        return "deputy"
    return "head" if _HEAD.match(title) else None
