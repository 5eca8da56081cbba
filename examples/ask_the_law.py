"""Which deputies may become head of their own division? Asked on the day of the data and in 2026.

The same facts get another answer when the law changes: a verdict always names its day, its clause, and what is not known.
"""

from collections import Counter
from datetime import date

from district import open_city

import dungviec
from dungviec.law.marks import reason_with_clause

city = open_city()
book = dungviec.LawBook.load()
posts = city.live_posts.select("post_id", "unit_id", "level")

# Each deputy of a division with the head's post of the same division.
deputies = city.main_posts.join(posts, on="post_id").filter(level="deputy_head_of_division")
heads = posts.filter(level="head_of_division").select("unit_id", head="post_id")
pairs = (
    deputies.join(heads, on="unit_id")
    .sort("person_id")
    .select("person_id", "head")
    .unique("person_id", keep="first", maintain_order=True)
)
print(f"{pairs.height} deputies")

for day in (city.as_of, date(2026, 7, 1)):
    answers = dungviec.law.explain_pairs(city.at(day), pairs.rows(), book.on(day))
    counts = Counter(answer.verdict.name.lower() for answer in answers)
    print(f"{day.isoformat()}: " + ", ".join(f"{counts[v.name.lower()]} {v.name.lower()}" for v in dungviec.Verdict))
    first = answers[0]
    print(f"  {first.person_id} -> {first.post_id}: {first.verdict.name.lower()}")
    for finding in first.findings:
        if finding.verdict > dungviec.Verdict.ALLOWED:  # what stands in the way, the worst first
            print(f"    {reason_with_clause(finding, 'en')}")
