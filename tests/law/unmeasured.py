"""Steps of parameters that turn no case and no probe, and why: ``rule`` or ``rule parameter`` or ``rule parameter way``."""

COUNTS = "how many parts, steps or forms the text has: it is told, nothing is compared with it"
NO_EARLIER = "no earlier term of this field is on file, so the answer is unknown in whatever year the circular came"

UNMEASURED: dict[str, str] = {
    "APT-2020-01 max_consecutive_terms": "not a hard limit for everybody (interpretation.md); the two terms in a row are read from ROT-2017-01 and ROT-2022-03",
    "APT-2020-02/age default_term_months up": "never above the clause's own ceiling of sixty months",
    "P-AGE-2021 default_term_months up": "never above the clause's own ceiling of sixty months",
    "VC-115-APPOINT/age default_term_months up": "never above the clause's own ceiling of sixty months",
    "APT-2026-12 steps_external": COUNTS,
    "VC-727-PROC steps_local": COUNTS,
    "VC-727-PROC steps_external": COUNTS,
    "REAPT-2026-03 self_report_days": "the text on file does not say from which day the fifteen days run",
    "RATE-P-HD43 replace_after_failed_quarters": "the authority considers a replacement: nothing follows by itself",
    "DIS-VC-2026 rehire_wait_months": "nobody is taken in from outside here",
    "EMU-2013-LDTT criteria": COUNTS,
    "POSCAT-2025-03 province.head_senior down": "every head: no share below one is asked",
    "POSCAT-2025-03 commune.head_principal down": "every head: no share below one is asked",
    "KIN-03 cases": COUNTS,
    "L80-06": "intake into the civil service from outside, which no page does",
    "TAL-2024-01": "pay of young talents: no page counts it",
    "PLAN-2021-04": "the rule of one other province",
    "DEP-2022-01": "the rule of one other province",
    "CDVT-05/inspection issued_year": NO_EARLIER,
    "CDVT-05/culture issued_year": NO_EARLIER,
    "CDVT-05/information issued_year": NO_EARLIER,
    "CDVT-05/justice issued_year": NO_EARLIER,
    "CDVT-05/justice max_months down": "least and longest term are both sixty months",
    "CDVT-05/finance issued_year": "the circular gives the two to five years that the decree gave, so its year changes nothing",
    "MON-29": "the sums of NĐ 29/2023 are not on file: unknown whatever the months",
    "MON-154-EARLY months_early.0 down": "under two years MON-154-LT2 answers first",
    "MON-178-B months_early.0 down": "up to sixty months MON-178-A answers first",
    "TRN-COST-55": "a norm of spending by the page",
    "TRN-COST-83": "a norm of fees by the session",
    "TRN-COST-139": "a norm of fees by the session",
}  # fmt: skip


def reason(rule: str, path: str, way: str) -> str:
    """Why the step is not measured; empty where no reason stands."""
    parts = [path[: len(path) - k] for k in range(len(path)) if k == 0 or path[len(path) - k] == "."]
    names = [f"{rule} {path} {way}", *(f"{rule} {part}" for part in parts), rule]
    return next((UNMEASURED[n] for n in names if n in UNMEASURED), "")
