"""Who reaches the age of retirement in the next ten years, by the schedule of the law, and how many people are left with which certainty."""

from district import open_city

import dungviec

city = open_city()
ahead = dungviec.outlook(city, years=10, runs=200)

print(f"{ahead.present} people hold {ahead.seats} seats on {ahead.as_of.isoformat()}")
print("schedules: " + "; ".join(f"{r.instrument} {r.article}".strip() for r in ahead.schedules))
print("year  retire  left of today (80 of 100 runs)")
for year in ahead.years:
    print(f"{year.year}  {year.retiring:>6}  {year.today[0]} to {year.today[2]}")

leaders = [one for one in ahead.leavers if one.leader]
print(f"{len(ahead.leavers)} retire by {ahead.until}, {len(leaders)} of them lead")
for one in leaders[:3]:
    print(f"  {one.day.isoformat()} {one.person_id} {one.post}")
