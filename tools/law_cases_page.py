"""The reference page of the case format: keys from the model, examples that tests/docs judges."""

from __future__ import annotations

from typing import Any, get_args

EXAMPLES = """id: EX-DOC-1
title: A deputy head twelve months in post
facts:
  category: civil_servant
  sex: male
  born: 1980-03-15
  current_post: {title: Phó Trưởng phòng, body: Sở Nội vụ, level: deputy_head_of_division, since: 2025-09-02}
  target_post: {title: Trưởng phòng, body: Sở Nội vụ, level: head_of_division, term_months: 60}
  ratings: {2023: good, 2024: good, 2025: good}
action: {kind: appoint, date: 2026-09-01}
scope: [age, months_in_post, rating]
expect: {verdict: needs_authority, blocking: [APT-2026-04], will_pass_from: 2026-09-02}
===
- id: EX-DOC-2
  title: Exactly half of those summoned in step 4, the head decides
  facts: {category: civil_servant}
  action: {kind: vote_step, date: 2026-11-22, step: 4, summoned: 20, votes: 10}
  expect: {verdict: needs_authority, outcome: head_decides, numbers: {share: 50 %}}
  variants:
    - {votes: 11, expect: {verdict: allowed, outcome: passes}}
    - {action: {date: 2026-07-31}, expect: {verdict: unknown, reason: no_text_on_file_for_date}}
- id: EX-DOC-3
  title: The same vote, one less
  like: EX-DOC-2
  action: {votes: 9}
  expect: {verdict: forbidden}
===
id: EX-DOC-4
title: Notice ninety working days before the term ends
facts: {category: civil_servant, term: {ends: 2026-11-29, months: 60}}
action: {kind: notify_end_of_term, date: 2026-08-01, notified_on: 2026-07-22}
expect: {verdict: allowed, numbers: {latest_notice: 2026-07-22}}
===
- id: EX-DOC-5
  title: A month of a civil servant, one product late, one task taken over from a colleague
  why: The decree adds the task outside what was assigned and does not say whether 100 % is the most (O1).
  facts:
    category: civil_servant
    appraisal:
      general: [10, 9.5, 9]
      tasks:
        - {name: Báo cáo tháng, assigned: 1, done: 1, late: 1}
        - {name: Công văn, assigned: 3, done: 3}
        - {name: Nhận thêm, extra: true, done: 1}
  action: {kind: score_period, date: 2026-09-30}
  expect: {outcome: excellent, numbers: {quantity: 100 %, score: 98.50}}
  variants:
    - {settings: {rating_cap_parts: false}, expect: {numbers: {quantity: 125 %, score: 114.54}}}
- id: EX-DOC-6
  title: The year of the same person, as known the day before the decree was signed
  why: Nobody knew yet that NĐ 90 would end; it goes on and asks for shares of tasks.
  facts: {category: civil_servant, appraisal: {points: 95, months_worked: 12}}
  action: {kind: rate_year, date: 2026-12-10}
  known_on: 2025-12-20
  expect: {verdict: unknown, missing: [appraisal.tasks_done]}
  variants:
    - {known_on: 2025-12-21, expect: {verdict: allowed, outcome: excellent}}
===
id: EX-DOC-7
title: A petition on a rating, received before the National Day holiday
facts: {category: civil_servant, clock: {from: 2026-08-28, done_on: 2026-09-14}}
action: {kind: last_day, date: 2026-09-14, what: rating_petition_answer}
expect: {verdict: forbidden, outcome: late, numbers: {latest: 2026-09-11}}
"""

KINDS = {
    "appoint": "May the person take `target_post`? All rules of the day.",
    "vote_step": "`step`, `summoned`, `present`, `votes` (a number, a list or `{name: votes}`): passes, advance, tie, head_decides, stops; `purpose: extension` is the ballot on an extension to retirement (no `step`).",
    "continue_acting": "An acting head (`current_post.acting`, `since`; `head_absent_months`): continue, settle, head_absent, end.",
    "end_of_term": "`term`, `born`, `sex`: extend_to_retirement, reappoint_to_retirement, reappoint.",
    "run_reappointment": "Conditions and causes for postponing: reappoint, postponed, collective_review, not_met. `unit_needs_post` left out means it does.",
    "notify_end_of_term": "`term.ends`, `notified_on` (else `date`): in_time, late; `latest_notice` among the numbers.",
    "assign": "`duty` (hr_manager, accounting, treasurer, warehouse), `signs_contracts`, `unit`; facts `relation` + `head_of` or `deputy_of`, or `relatives_in_service`, or `people`: conflict, free.",
    "assign_pair": "Two relatives (`relation`: the second is the … of the first), each told by `role_a`, `function_a` or `post_a` (and `…_b`), or by two `people` with role, function or title; `same_unit`, `same_locality`: conflict, free.",
    "discipline_form": "Does `form` exist on the day for this category and level (`left_service`: who has left)? Without `form` the list.",
    "retirement_date": "Age and last day of service; `until` asks whether a listed leader may serve beyond it (`listed_for_later_retirement`).",
    "add_to_plan": "Age at the start of the term (`term.from`, else the day), `titles_already_planned_same_level`, `people_already_planned`, a higher title (`target_post`), `with_appointment_proposal`, past `discipline`, `left_post`. Told only of some of these, only these are judged.",
    "nominate_committee": "`candidacy`: first, reelect_committee, reelect_deputy_provincial_secretary, reelect_government, government; counted from `term.from`, else from the reference month of the rule (`tier`).",
    "rotate": "`purpose`: training, non_local, two_terms; service left, State and Party layer: enough, too_short, too_early.",
    "end_rotation": "`rotation.since`: are the least months reached?",
    "periodic_position_change": "`in_position_since`, `position_field`; `youngest_child_born`, `pregnant`, `serious_illness`, `full_time_study_months`, `seconded`, `raises_child_alone`, `blocks`: not_yet, may_change, due, exempt.",
    "hold_together": "`posts` (roles, function codes or titles), `same_level`: compatible, incompatible.",
    "deputies_norm": "`bodies` (`headcount`, `deputies`, `parent`), `provinces` (`type` or `merged_from`, `deputies`): within, over.",
    "streamlining_review": "`ratings` (with `limited` before 2020), `streamlining_grounds`, `other_suitable_position`, `voluntary`, `maternity_leave`, `pregnant`, `youngest_child_born`, `blocks`: covered, not_covered, not_yet, dismissal.",
    "yearly_plan_review": "Does the person stay in the plan? `discipline` since `planned_for.approved_on`, age, `political_standard_met` (QĐ 50); `meets_title_standard`, last of `ratings`, `discipline` (QĐ 377): stays, leaves.",
    "concurrent_allowance": "`tier: commune` with `headcount_saved` and `concurrent_titles`, any other tier with `full_time_head_budgeted` and `pay`; without the pay the share alone: allowance, none.",
    "discipline_deadline": "`discovered_on`, `extended`, `decided_on` (else `date`), or `party_decided_on`: in_time, late, postponed.",
    "salary_delay": "`form` (or not_completed): by how many months the next salary step is put off.",
    "discipline_limitation": "`committed_on`, `form`, public employees: in_time, late.",
    "repeat_discipline": "`discipline` being served and `form` of the new act: the heavier form.",
    "conflict_report": "`discovered_on`, `reported_on` (else `date`): five working days.",
    "leaving_money": "`scheme`: reorganisation, reorganisation_severance, streamlining, streamlining_severance, cadre, resignation, capacity; `pay.salary`, `leaving`.",
    "non_local_post": "`level` (province, commune), `post`, `local_person`: required, target.",
    "consecutive_terms": "`post`, `terms_served` (in a row, already): would one more be within, over?",
    "second": "`until`: at most three years from `date`.",
    "transfer_allowance": "`decided_on`: six months with the old allowance.",
    "rank_quota": "`tier` (province, commune, ministry, public_service_unit), `bodies` with `head_at_rank`, `deputies_at_rank`, `principals`, `grades`: within, over.",
    "relative_business": "`relation` of the one who does business, `same_field`: conflict, free.",
    "study_then_leave": "`born`: under 45 a trade may be learned on full pay first.",
    "leave_post_review": "`term`, `discipline`, `ratings` (or `term_ratings`), `low_confidence` (a share), `limited_capacity`: stays, resignation, dismissal.",
    "score_period": "Points of a month or quarter (`appraisal`: `general`, `tasks`, `leads`): quantity, quality, progress (leaders six parts), result, score; the level they lie in, insufficient_data.",
    "average_points": "`appraisal.months`, `quarters`: the mean and the level it lies in.",
    "convert_product": "`appraisal.tasks[0].points` over `standard_points`: coefficient.",
    "rate_year": "The level of a year by the rule of the day: excellent, good, completed, failed, not_rated. From 2026 `points` (or `months`, `quarters`) and `months_worked`; 2020 to 2025 shares of tasks; cadres and `party_managed` posts the Party rule too (the lower level leads). By shares (NĐ 90): `conduct_good`, `tasks_done`, `tasks_exceeded`, `tasks_short` (short of quality or time), `months_worked` or `months_on_leave`, `disciplined_in_year` or `discipline`, of leaders `units_completed_or_better`, `units_good_or_better`; what cannot change the level is not asked for.",
    "excellent_quota": "`rated` (`good`, `excellent`, `outstanding`, `groups`): within_quota, over_quota, at_most; every reading of base and rounding among the numbers. Under NĐ 48/2023: `people` rated, `excellent`, `party_share` of excellent Party members.",
    "rate_body": "`body_year` of an organisation, `category` says whose: the level, or the authority decides.",
    "excellent_bodies_quota": "`rated` with `bodies`: within_quota, over_quota, at_most.",
    "send_to_study": "`training` before postgraduate study, `ratings` of the two years before, `born`: may_be_sent, not_met.",
    "reimburse_training": "`training.cause`, `cost`, `months_to_serve`, `months_served`: all, part, nothing; `amount` in đồng.",
    "course_length": "`course`, `weeks`: fits, too_long, too_short; without `weeks` the length.",
    "award_title": "`title`, `merit`, the year's `ratings`; `dossier_received_on` before 01/10/2026 keeps the old law: met, not_met.",
    "award_quota": "`merit.advanced_workers`: the most base emulation fighters (to 2023).",
    "award_bonus": "`title`, `merit.base_salary`: amount.",
    "one_stop_index": "`one_stop.dossier_points`: the index with one decimal (to 30/06/2025); `one_stop.indices` (number of the index: score): person_total, agency_total.",
    "service_index": "The maxima of QĐ 766; `one_stop.scores` (transparency, progress, digitised, online, satisfaction) are checked and added up.",
    "check_report": "`report` (`by`, `total`, `counts`): shares and the residual; complete, residual, too_many.",
    "count_communes": "`place`: wards and communes on the day; district, district_abolished.",
    "last_day": "`what`: LAST_DAYS; `clock.from` (else `date`; for `reappointment_decision` the end of the `term`) is where it starts, `clock.done_on` is judged: in_time, late, or the day.",
}  # fmt: skip


def law_cases(note: str) -> str:
    """The page: keys, kinds, exit codes, examples."""
    from tools.markdown import table

    from dungviec.law import case_model as m
    from dungviec.law import case_model_year as y
    from dungviec.law.case_scope import SCOPES
    from dungviec.law.case_service import LAST_DAYS
    from dungviec.records.codes import UNIT_KINDS

    out = [
        "# Law cases (CASE.yaml)", note,
        "One case is one question, put with `dungviec law check CASE.yaml [--json]`. A file holds one case or a list. A key that is not listed is refused with its line and a hint. "
        "A fact left out is *not known*. Rules: [law-rules.md](law-rules.md).", "",
        "Exit code 0: judged, whatever the verdict; 1: an `expect` is not met; 2: a bad case, or a question nothing on file answers (one sentence on stderr).", "",
        "- `like: OTHER-ID` takes that case's facts, action and settings and overrides the keys given: maps merge key by key, `null` removes, lists are replaced. A day taken over that a day of one's own contradicts (a term that would end before it began) is left out. Two nulls speak instead: a year of `ratings` that is null was lawfully not rated, `planned_for: null` is planned for nothing (left out, it is not known).",
        "- `target_post.compared_with_current` leads where it contradicts the levels.",
        "- `variants`: each is merged into facts and action (with or without these two words), judged apart as `ID#1`, `ID#2`… or under its own `id`.",
        f"- `scope`: topics or rule ids that are asked, or {', '.join(f'`{s}`' for s in SCOPES)}; left out: everything.",
        "- `settings`: readings of the law for this case, see the settings in [law-rules.md](law-rules.md#readings-a-jurist-may-change). `reference_day: dossier_received` counts service from `action.dossier_received_on`. `--set SETTING=VALUE` sets one for every case of the file.",
        "- `known_on` (or `--known-on DATE`): only rules that were known on that day answer, by the day their instrument was signed where it is on file, else by their first day in force. A rule whose end was announced only later goes on as if it had none.",
        "- Where another reading of a setting gives another answer, `readings` names the setting, the value and what would differ; the terminal shows it as «Cách hiểu khác».",
        "- Refused with line, value and the mend: days out of order in one place, a birth after `action.date`, days outside 1900–2100, a word that is nearly one of a list (`childs`). A rule id in `expect` that is on no file ends with exit code 2; the case is judged all the same.",
        "- A number that `expect` asks for and the answer lacks is told with those there are; `average`, `at_most`, `count`, `deadline`, `retires_on` and the like stand for the number meant. Shares are written `55 %` or `0.55`; a level is `excellent`, `good`, `completed` or `failed`.",
        f"- `unit_kind` is one of {', '.join(f'`{kind}`' for kind in UNIT_KINDS.values)} (or its Vietnamese name); left out, it is read from `body` or `tier`, else it is a division of a city or district.",
        "- `--json` answers with `id`, `verdict`, `findings` (rule, verdict, instrument, article, statement, facts, numbers), `missing`, `reason`, `outcome`, `numbers`, `will_pass_from`, `open_gaps` (not on file, but another rule of the topic answers), `readings`; several cases give a list.", "",
        "## Kinds of action", "", *table(("`action.kind`", "What is asked"), ((f"`{k}`", KINDS[k].replace("LAST_DAYS", ", ".join(f"`{d}`" for d in LAST_DAYS))) for k in get_args(m.ActionKind))), "",
    ]  # fmt: skip
    parts: tuple[tuple[str, Any], ...] = (
        ("Case", m.Case), ("Facts", m.Facts), ("Post", m.PostFacts), ("Appraisal", y.AppraisalFacts), ("Task", y.TaskFacts),
        ("Leads", y.LeadsFacts), ("Body year", y.BodyYearFacts), ("Rated", y.RatedFacts), ("Training", y.TrainingFacts),
        ("Merit", y.MeritFacts), ("One stop", y.OneStopFacts), ("Report", y.ReportFacts), ("Clock", y.ClockFacts),
        ("Action", m.Action), ("Expect", m.Expect), ("Settings", m.CaseSettings),
    )  # fmt: skip
    for title, model in parts:
        out += [f"## {title}", "", *table(("Key", "Value"), _keys(model)), ""]
    out += ["## Examples", "", "Judged by the tests as they stand.", ""]
    for example in EXAMPLES.split("===\n"):
        out += ["```yaml case", example.rstrip(), "```", ""]
    return "\n".join(out)


def _keys(model: Any) -> list[tuple[str, str]]:
    return [(f"`{f.alias or name}`", _said(f.annotation)) for name, f in model.model_fields.items()]


def _said(kind: Any) -> str:
    """A type in plain words."""
    words = {str: "text", int: "number", float: "number", bool: "true / false", object: "any value", type(None): ""}
    if kind in words:
        return words[kind]
    inside = get_args(kind)
    if hasattr(kind, "__metadata__"):  # Annotated: what is behind the checks
        return _said(kind.__origin__)
    name = getattr(getattr(kind, "__origin__", None), "__name__", "") or type(kind).__name__
    if inside and all(isinstance(x, str) for x in inside):
        return ", ".join(f"`{x}`" for x in inside)
    if name in ("UnionType", "Union"):
        return " or ".join(dict.fromkeys(s for x in inside if (s := _said(x))))
    if name == "list":
        return f"list of {_said(inside[0])}"
    if name == "dict":
        return f"{_said(inside[0])}: {_said(inside[1])}"
    if name == "tuple":
        return "list"
    if hasattr(kind, "model_fields"):
        return ", ".join(f"`{f.alias or n}`" for n, f in kind.model_fields.items())
    return "date" if kind.__name__ == "date" else kind.__name__
