"""The law book in a browser: from words to a rule and whom it touches, the clause beside a verdict, a rule tried before it is used."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.watch import grave_barriers, keep_picture, small_targets, too_wide

RULE = "/luat/quy-dinh/APT-2020-02/plan/"
PAGES = (
    "/luat/",
    "/luat/chu-de/age/",
    RULE,
    "/luat/dong-thoi-gian/?chu-de=age",
    "/luat/con-mo/",
    "/luat/cach-hieu/",
    "/luat/quy-dinh-rieng/",
)
ROUND = "/bo-tri/1/"
OWN = """rules:
  - id: TINH-01
    topic: age
    kind: eligibility
    check: age_cap
    params: {male: 40, female: 40, district_division: 40}
    applies_to: {moves: [first_leadership, higher]}
    instrument: "QĐ 01-QĐ/TU"
    article: "Điều 3"
    from: 2020-12-01
    vi: "Không quá 40 tuổi."
    en: "Not over 40."
"""
LOOSER = """changes:
  - rule: APT-2020-02/age
    from: 2020-12-05
    params: {default_term_months: 12}
    instrument: "QĐ 01-QĐ/TU"
    vi: "Còn đủ 12 tháng công tác."
    en: "12 months of service left."
"""


def test_from_words_without_marks_to_the_rule_and_whom_it_touches(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/")
    page.locator("nav.rail a", has_text="Luật").click()
    page.wait_for_url("**/luat/")
    page.keyboard.press("/")  # on this page the key leads into the law book
    page.keyboard.type("nguon tai cho quy hoach")
    page.keyboard.press("Enter")
    page.locator(".law-card a", has_text="APT-2020-02/plan").click()
    expect(page.locator("h1")).to_have_text("NĐ 138/2020/NĐ-CP, Điều 42")
    people = page.locator(".law-affected table.stack tbody tr")
    expect(people.first).to_be_visible(timeout=60_000)
    people.first.locator("a.why").click()
    drawer = page.locator("#drawer")
    expect(drawer.locator(".clauses .cite-name").first).to_be_visible(timeout=30_000)
    drawer.locator(".cite-name:visible").first.click()
    drawer.locator(".cite-pop:popover-open a").click()
    page.wait_for_url("**/luat/quy-dinh/**")


def test_a_clause_opens_on_hover_focus_and_escape_closes_it(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto(ROUND)
    verdict = page.locator(".moves .cite-verdict").first
    pop = page.locator(".cite-pop:popover-open")
    verdict.hover()
    expect(pop).to_be_visible()
    expect(pop).to_contain_text("Hiệu lực từ")
    assert grave_barriers(page) == []
    page.mouse.move(2, 2)
    expect(pop).to_have_count(0)
    before = page.locator(".moves .lead-in a").first
    before.focus()
    page.keyboard.press("Tab")  # the keyboard reaches the verdict, the verdict opens
    expect(pop).to_be_visible()
    page.keyboard.press("Tab")  # and the next stop is the way into the law book
    assert "/luat/quy-dinh/" in str(page.evaluate("document.activeElement.getAttribute('href')"))
    page.keyboard.press("Escape")
    expect(pop).to_have_count(0)


def test_a_finger_opens_and_closes_a_clause(open_page: Callable[..., Page], screenshots: Path) -> None:
    page = open_page(role="personnel", phone=True)
    page.goto(ROUND)
    verdict = page.locator(".moves .cite-verdict").first
    verdict.scroll_into_view_if_needed()
    verdict.tap()
    pop = page.locator(".cite-pop:popover-open")
    expect(pop).to_be_visible()
    box = pop.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    keep_picture(page, screenshots, ["clause", "390"])
    page.locator("h1").tap(force=True)
    expect(pop).to_have_count(0)


def test_own_rules_are_tried_before_they_are_used(open_page: Callable[..., Page], screenshots: Path) -> None:
    page = open_page(role="personnel")
    page.goto("/luat/quy-dinh-rieng/")
    page.fill("#noi-dung-yaml", LOOSER)
    page.get_by_role("button", name="Thử").click()
    expect(page.locator("#ket-qua [role=alert]")).to_contain_text("chỉ được siết chặt hoặc bổ sung", timeout=30_000)
    page.fill("#noi-dung-yaml", OWN)
    page.get_by_role("button", name="Thử").click()
    expect(page.locator("#ket-qua .law-result")).to_contain_text(
        "người đổi kết luận", timeout=180_000
    )  # the worker may be busy
    assert page.locator("#ket-qua tbody tr").count() > 2
    keep_picture(page, screenshots, ["own-rules-tried", "1440"])
    assert grave_barriers(page) == []


@pytest.mark.parametrize(
    ("phone", "dark"), [(False, False), (True, False), (False, True)], ids=["desk", "phone", "dark"]
)
def test_the_pages_fit_and_have_no_barrier(
    open_page: Callable[..., Page], screenshots: Path, phone: bool, dark: bool
) -> None:
    page = open_page(role="personnel", phone=phone, dark=dark)
    troubles: list[str] = []
    for path in PAGES:
        page.goto(path)
        if path == RULE:
            expect(page.locator(".law-affected table").first).to_be_attached(timeout=60_000)
        keep_picture(
            page, screenshots, ["law", path.split("?")[0], "390" if phone else "1440", "dark" if dark else "light"]
        )
        troubles += [f"{path}: {barrier}" for barrier in grave_barriers(page, only=["color-contrast"] if dark else [])]
        if wide := too_wide(page):
            troubles.append(f"{path}: scrolls sideways, {wide}")
        if phone and not dark:
            troubles += [f"{path}: {target}" for target in small_targets(page)]
    assert not troubles, "\n".join(troubles)
