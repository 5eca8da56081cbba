"""The clauses named in the first of the three lines: two in words, the rest counted, and none without its mark."""

from dungviec.placement.plan import Basis
from dungviec.placement.reasons import _cited

READ = [Basis(f"R-{n}", f"NĐ {n}", f"Điều {n}", "VERIFIED") for n in (1, 2, 3)]
TOLD = Basis("T-9", "QĐ 9", "Điều 9", "REPORTED")


def test_a_clause_that_was_not_read_says_so_even_where_it_is_only_counted() -> None:
    assert _cited((*READ, TOLD), True) == "NĐ 1 Điều 1; NĐ 2 Điều 2 và 2 căn cứ khác (trong đó 1 theo nguồn tin)"
    assert _cited((*READ, TOLD), False) == "NĐ 1 Điều 1; NĐ 2 Điều 2 and 2 more (1 of them reported)"
    assert _cited((TOLD, *READ[:1]), True).startswith("QĐ 9 Điều 9 (theo nguồn tin")


def test_clauses_that_were_read_carry_no_mark_and_none_is_named_twice() -> None:
    assert _cited((*READ, READ[0]), True) == "NĐ 1 Điều 1; NĐ 2 Điều 2 và 1 căn cứ khác"
