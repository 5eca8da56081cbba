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
    "consecutive_terms": "`post`, `terms_served`: within, over.",
    "second": "`until`: at most three years from `date`.",
    "transfer_allowance": "`decided_on`: six months with the old allowance.",
    "rank_quota": "`tier` (province, commune, ministry, public_service_unit), `bodies` with `deputies_at_rank`, `principals`, `grades`: within, over.",
    "relative_business": "`relation` of the one who does business, `same_field`: conflict, free.",
    "study_then_leave": "`born`: under 45 a trade may be learned on full pay first.",
    "leave_post_review": "`term`, `discipline`, `ratings` (or `term_ratings`), `low_confidence` (a share), `limited_capacity`: stays, resignation, dismissal.",
}  # fmt: skip


def law_cases(note: str) -> str:
    """The page: keys, kinds, exit codes, examples."""
    from tools.markdown import table

    from dungviec.law import case_model as m
    from dungviec.law.case_scope import SCOPES

    out = [
        "# Law cases (CASE.yaml)", note,
        "One case is one question, put with `dungviec law check CASE.yaml [--json]`. A file holds one case or a list. A key that is not listed is refused with its line and a hint. "
        "A fact left out is *not known*. Rules: [law-rules.md](law-rules.md).", "",
        "Exit code 0: judged, whatever the verdict; 1: an `expect` is not met; 2: a bad case, or a question nothing on file answers (one sentence on stderr).", "",
        "- `like: OTHER-ID` takes that case's facts, action and settings and overrides the keys given: maps merge key by key, `null` removes, lists are replaced. Two nulls speak instead: a year of `ratings` that is null was lawfully not rated, `planned_for: null` is planned for nothing (left out, it is not known).",
        "- `target_post.compared_with_current` leads where it contradicts the levels.",
        "- `variants`: each is merged into facts and action (with or without these two words), judged apart as `ID#1`, `ID#2`… or under its own `id`.",
        f"- `scope`: topics or rule ids that are asked, or {', '.join(f'`{s}`' for s in SCOPES)}; left out: everything.",
        "- `settings`: readings of the law for this case, see the settings in [law-rules.md](law-rules.md#readings-a-jurist-may-change). `reference_day: dossier_received` counts service from `action.dossier_received_on`.",
        "- `--json` answers with `id`, `verdict`, `findings` (rule, verdict, instrument, article, statement, facts, numbers), `missing`, `reason`, `outcome`, `numbers`, `will_pass_from`; several cases give a list.", "",
        "## Kinds of action", "", *table(("`action.kind`", "What is asked"), ((f"`{k}`", KINDS[k]) for k in get_args(m.ActionKind))), "",
    ]  # fmt: skip
    for title, model in (("Case", m.Case), ("Facts", m.Facts), ("Post", m.PostFacts), ("Action", m.Action), ("Expect", m.Expect), ("Settings", m.CaseSettings)):  # fmt: skip
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
