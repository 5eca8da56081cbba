"""How many officials by degree and age band, today and a year ago; every cell has its list."""

from datetime import date

from district import open_city

import dungviec

city = open_city()
question = dungviec.Question.ask(["degree"], "age")
now = dungviec.crosstab(city, question)

print("degree".ljust(16) + "".join(column.words("en").rjust(20) for column in now.columns) + "all".rjust(6))
for row in [*now.rows, now.all_row]:
    cells = [now.cell(row, column.key).people for column in now.columns]
    print(
        now.words(0, row[0], "en").ljust(16)
        + "".join(str(n).rjust(20) for n in cells)
        + str(now.cell(row).people).rjust(6)
    )

# The same question on another day: the same facts, looked at then.
before = dungviec.crosstab(city.at(date(city.as_of.year - 1, city.as_of.month, 1)), question)
print(f"a year ago: {before.cell(before.all_row).people} people, now {now.cell(now.all_row).people}")
