"""Why is somebody put here, and what would it cost to put them elsewhere?

The price is found by solving again with the pair forced: it is what the whole city would lose, in points (10,000 = one full fit).
"""

from district import open_city

import dungviec
from dungviec.law.marks import reason_with_clause

city = open_city()
plan = dungviec.place(city)
solved = dungviec.placement.solve_round(city, dungviec.Policy())  # solved once, asked twice
move = plan.moves[0]
print(
    f"{len(plan.moves)} moves; the first: {move.person_id} from {move.from_post_id or 'no post'} to {move.to_post_id}"
)

# Why there: the law's verdict, the fit in parts, and whether the best plan does it.
here = dungviec.why(city, None, move.person_id, move.to_post_id, solved=solved)
print(f"there: {here.verdict.name.lower()}, in the plan: {here.in_plan}, price {here.price}")

# Why not back where they came from, or in any other post: the same question.
other = next(v.post_id for v in plan.vacant)
elsewhere = dungviec.why(city, None, move.person_id, other, solved=solved)
print(f"{other}: {elsewhere.verdict.name.lower()}, in the plan: {elsewhere.in_plan}; {elsewhere.price_en}")
for finding in elsewhere.judgement.findings:  # the worst first
    if finding.verdict > dungviec.Verdict.ALLOWED:
        print(f"  {reason_with_clause(finding, 'en')}")
