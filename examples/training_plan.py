"""Who should learn what: needs from the law and the plans of succession, and the best plan within a budget, proven."""

import tempfile
from pathlib import Path

from district import open_city

import dungviec
from dungviec.exchange.course_files import read_catalogue
from dungviec.synth.courses import example_courses
from dungviec.training import check_plan

BUDGET = 150_000_000  # đồng

city = open_city()
with tempfile.TemporaryDirectory() as folder:  # a made-up catalogue of courses; yours is a file
    path = Path(folder) / "courses.yaml"
    path.write_text(example_courses(city.as_of.year + 1), encoding="utf-8")
    catalogue = read_catalogue(path)

case = dungviec.make_case(city, catalogue, dungviec.PlanPolicy(BUDGET))
plan = dungviec.make_plan(case)

duties, titles, gaps = plan.values
print(f"{plan.people} people attend {len(plan.attendances)} courses for {plan.cost:,} of {BUDGET:,} đồng")
print(f"closed: {duties} levels of duties, {titles} towards planned titles, {gaps} points of gaps")
print(f"proven best: {plan.proven}; faults the checker found: {len(check_plan(plan))}")
for course, classes, people, cost in plan.course_lines()[:5]:
    print(f"  {course.code}: {classes} classes, {people} people, {cost:,} đồng")
