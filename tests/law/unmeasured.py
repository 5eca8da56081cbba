"""Steps of parameters that turn no case, and why: ``rule`` or ``rule parameter`` or ``rule parameter way``."""

READ_BESIDE = "the same number stands in another row, which is read: "
COUNTS = "how many parts, steps or forms the text has: it is told, nothing is compared with it"
REFUSED = "a mark above the highest is refused before it is judged (tests/law/test_bad_files.py)"
NO_EARLIER = "no earlier term of this field is on file, so the answer is unknown in whatever year the circular came"

UNMEASURED: dict[str, str] = {
    "APT-2020-01 max_consecutive_terms": "not a hard limit for everybody (interpretation.md); the two terms in a row are read from ROT-2017-01 and ROT-2022-03",
    "APT-2020-02/age default_term_months up": "never above the clause's own ceiling of sixty months",
    "P-AGE-2021 default_term_months up": "never above the clause's own ceiling of sixty months",
    "VC-115-APPOINT/age default_term_months up": "never above the clause's own ceiling of sixty months",
    "APT-2026-12 steps_external": COUNTS, "VC-727-PROC steps_local": COUNTS, "VC-727-PROC steps_external": COUNTS,
    "REAPT-2026-02 reappoint_from_months": READ_BESIDE + "REAPT-2026-01, from the other side",
    "REAPT-2026-03 self_report_days": "the text on file does not say from which day the fifteen days run",
    "LEAVE-2026-03 months_if_voluntary": READ_BESIDE + "a voluntary leaving is recorded as a resignation (LEAVE-2026-02)",
    "RATE-2026-01 general_max up": REFUSED, "RATE-335-GENERAL groups": REFUSED, "OSS-2018-INDEX indices up": REFUSED,
    "RATE-2026-01 result_max": READ_BESIDE + "RATE-2026-02", "RATE-2026-02 leader_parts": COUNTS, "RATE-2026-02 staff_parts": COUNTS,
    "RATE-2026-02 groups_max": COUNTS, "RATE-335-CONVERT groups_max": COUNTS, "RATE-2026-03 min_months": READ_BESIDE + "RATE-335-MONTHS",
    "RATE-P-HD43 replace_after_failed_quarters": "the authority considers a replacement: nothing follows by itself",
    "RATE-VC-2026-03": "points are set by each unit's own regulation: the answer asks for them",
    "DIS-TIME-2025": READ_BESIDE + "DIS-172-TIME of the addendum, which wins",
    "DIS-VC-2026 validity_months": "read by the cases of conduct, not of the law (tests/conduct/test_law_of_cases.py)",
    "DIS-VC-2026 rehire_wait_months": "nobody is taken in from outside here", "EMU-2013-LDTT criteria": COUNTS,
    "POSCAT-2025-03 province.head_senior down": "every head: no share below one is asked", "POSCAT-2025-03 commune.head_principal down": "every head: no share below one is asked",
    "POSCAT-2025-05 recruited_before": "says whom the clock of placing reaches, for the list of people in the law book (tests/law/test_touched.py)",
    "COMP-VC-02": "levels of a framework, which competency profiles are held against (tests/law/test_posts_and_deputies.py)",
    "KIN-01 open_check_from": "from this day a mark stands beside the verdict; the verdict stays", "CDVT-01 open_check_from": "from this day a mark stands beside the verdict; the verdict stays",
    "KIN-03 cases": COUNTS, "STAT-BM01 columns": COUNTS, "L80-06": "intake into the civil service from outside, which no page does",
    "TAL-2024-01": "pay of young talents: no page counts it", "PLAN-2021-04": "the rule of one other province", "DEP-2022-01": "the rule of one other province",
    "CDVT-05/inspection issued_year": NO_EARLIER, "CDVT-05/culture issued_year": NO_EARLIER, "CDVT-05/information issued_year": NO_EARLIER,
    "CDVT-05/justice issued_year": NO_EARLIER, "CDVT-05/justice max_months down": "least and longest term are both sixty months",
    "CDVT-05/finance issued_year": "the circular gives the two to five years that the decree gave, so its year changes nothing",
    "MON-29": "the sums of NĐ 29/2023 are not on file: unknown whatever the months", "MON-154-EARLY months_early.0 down": "under two years MON-154-LT2 answers first",
    "MON-154-LT2 lump_sum": "nought: no lump sum", "MON-178-B months_early.0 down": "up to sixty months MON-178-A answers first",
    "TRN-COST-55": "a norm of spending by the page", "TRN-COST-83": "a norm of fees by the session", "TRN-COST-139": "a norm of fees by the session",
}  # fmt: skip


def reason(rule: str, path: str, way: str) -> str:
    """Why the step is not measured; empty where no reason stands."""
    parts = [path[: len(path) - k] for k in range(len(path)) if k == 0 or path[len(path) - k] == "."]
    names = [f"{rule} {path} {way}", *(f"{rule} {part}" for part in parts), rule]
    return next((UNMEASURED[n] for n in names if n in UNMEASURED), "")
