"""A round of placement: at most ten moves, everything else as the law of the day has it, and the proof that no plan is better."""

from district import open_city

import dungviec

city = open_city()
policy = dungviec.Policy(max_moves=10)
plan = dungviec.place(city, policy)

print(f"{plan.people} people, {plan.seats} seats, {plan.pairs} lawful pairs weighed")
print(f"value {plan.value}, proven bound {plan.bound}, gap {plan.gap}")
print(f"leaving everybody where they are: {plan.stay_value}")
print(f"{len(plan.moves)} moves, {len(plan.unplaced)} people without a seat, proven: {plan.proven}")
print(plan.proof_words("en"))

# The independent checker reads the certificate again: whole numbers, no solver.
print(f"faults the checker found: {len(plan.checks)}")
for move in plan.moves[:3]:
    print(f"  {move.person_id}: {move.from_post_id or '-'} -> {move.to_post_id}")
