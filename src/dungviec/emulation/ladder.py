"""One title for one person and year: every condition with its clause and one of four verdicts, and what would make it pass.

The standard is that of the day on which the title is proposed. A file received before the law of 2026 took effect goes on under the
older law (EMU-2026-LAW); where it does not meet that one, the newer might be more favourable, and its text is not on file: *unknown*.
Nothing is taken for met that is not on file; nothing is taken for failed that nobody has told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dungviec.emulation.chains import Chain, run_of
from dungviec.emulation.merits import Merits, Scope, Work
from dungviec.emulation.standards import Calendar, Standards, last_day_before
from dungviec.emulation.titles import TITLES, Title
from dungviec.emulation.words import LACKS, NEEDS, OPEN_WORDS, WORKS
from dungviec.law.marks import cited
from dungviec.law.rules import Rule, Verdict
from dungviec.records.codes import RATINGS

_RANK = {c.value: c.rank for c in RATINGS}
ALLOWED, UNKNOWN, FORBIDDEN = Verdict.ALLOWED, Verdict.UNKNOWN, Verdict.FORBIDDEN
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its name, verdict and finding in both languages, its clause, the facts it lacks, and what would mend it."""

    key: str
    verdict: Verdict
    vi: str
    en: str
    rule: Rule | None = None
    lacks: tuple[str, ...] = ()
    need: Pair | None = None

    def told(self, lang: str = "vi") -> str:
        """The finding in one language."""
        return self.vi if lang == "vi" else self.en

    def to_json(self, lang: str = "vi") -> dict[str, Any]:
        """Plain data."""
        return {
            "condition": self.key, "verdict": self.verdict.name.lower(), "told": self.told(lang), "clause": cited(self.rule, lang) if self.rule else "",
            "rule": self.rule.key if self.rule else None, "confidence": self.rule.confidence if self.rule else "NONE",
            "missing": list(self.lacks), "need": self.need[0 if lang == "vi" else 1] if self.need else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class TitleAnswer:
    """Could this title be proposed for this year? The worst of its conditions; ``held``: it was given already."""

    title: Title
    year: int
    day: date
    conditions: tuple[Condition, ...]
    held: bool = False
    chain: Chain | None = None
    needed: int = 0

    @property
    def verdict(self) -> Verdict:
        """Allowed, needs the authority, unknown or forbidden."""
        return Verdict(max((c.verdict for c in self.conditions), default=ALLOWED))

    @property
    def lacks(self) -> tuple[str, ...]:
        """The facts that are missing."""
        return tuple(dict.fromkeys(name for c in self.conditions for name in c.lacks))

    def needs(self, lang: str = "vi") -> list[str]:
        """What would make it pass, one sentence each."""
        at = 0 if lang == "vi" else 1
        return list(dict.fromkeys(c.need[at] for c in self.conditions if c.need and c.verdict != ALLOWED))

    def to_json(self, lang: str = "vi") -> dict[str, Any]:
        """Plain data."""
        chain = None if self.chain is None else {"needed": self.needed, "sure": list(self.chain.sure), "most": list(self.chain.most)}  # fmt: skip
        return {
            "title": self.title.key, "name": self.title.name(lang), "year": self.year, "judged_on": self.day.isoformat(), "held": self.held,
            "verdict": self.verdict.name.lower(), "chain": chain, "missing": list(self.lacks), "needs": self.needs(lang),
            "conditions": [c.to_json(lang) for c in self.conditions],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a title is asked for: the year it is for, the day it is proposed, the day its file was received (None: not yet)."""

    year: int
    day: date
    received: date | None = None
    standards: Standards = field(kw_only=True)
    early: Rule | None = field(default=None, kw_only=True)
    """The rule of the turn of 2026, where the file was received before it and goes on under the older law."""

    @classmethod
    def on(cls, calendar: Calendar, year: int, day: date, received: date | None = None, *, latest: bool = False) -> Asked:  # fmt: skip
        """Asked under the law of the day, or of the older law where the file was received before the turn of 2026.

        ``latest``: where no text is on file for the day, the last one there was.
        """
        here = calendar.latest(day) if latest else calendar.on(day)
        early = here.turn if here.turn is not None and received is not None and received <= last_day_before(here.turn) else None  # fmt: skip
        return cls(year, day, received, standards=calendar.on(received) if early and received else here, early=early)


def judge_title(merits: Merits, title: str, asked: Asked) -> TitleAnswer:
    """One title of one person. ``title``: a key of the ladder."""
    rule = asked.standards.rule(title)
    held = asked.year in merits.held(title)
    chain, needed = None, 0
    found: list[Condition] = []
    if (stopped := _procedures(merits, asked.standards)) is not None:
        found.append(stopped)
    if rule is None:
        found.append(_no_text(asked.standards, title))
        chain = _chain(merits, title, asked)[0] if title in ("provincial", "national") else None
    elif title == "advanced":
        found += _advanced(merits, rule, asked)
    elif title == "base":
        found += _base(merits, rule, asked)
    else:
        chain, needed = _chain(merits, title, asked)
        found += [_running(chain, title, needed, rule, asked.year), _reaching(merits, title, rule, chain, asked)]
    if (served := _served(merits, asked)) is not None and title in ("advanced", "base"):
        found.append(served)
    if asked.early is not None and any(c.verdict == FORBIDDEN and c.key != "procedures" for c in found):
        found = [_softened(c, asked.early) for c in found]
    return TitleAnswer(TITLES[title], asked.year, asked.day, tuple(found), held, chain, needed)


def _softened(one: Condition, turn: Rule) -> Condition:
    """What the older law refuses may pass under the newer one, where that is more favourable: nobody knows yet."""
    if one.verdict != FORBIDDEN or one.key == "procedures":
        return one
    return Condition(
        one.key, UNKNOWN, f"{one.vi} Luật cũ chưa đạt; luật mới có lợi hơn thì theo luật mới, mà nguyên văn chưa có trong kho.",
        f"{one.en} Not met under the older law; the newer applies where it is more favourable, and its text is not on file.", turn, ("law",), one.need,
    )  # fmt: skip


def _no_text(standards: Standards, title: str) -> Condition:
    name = TITLES[title]
    vi, en = standards.gap if any(standards.gap) else ("", "")
    return Condition(
        "text", UNKNOWN, f"Chưa có tiêu chuẩn «{name.vi}» trong kho luật cho ngày {standards.day:%d/%m/%Y}. {vi}".strip(),
        f"No standard of '{name.en}' is on file for {standards.day:%d/%m/%Y}. {en}".strip(), None, ("law",), NEEDS["law"],
    )  # fmt: skip


def _procedures(merits: Merits, standards: Standards) -> Condition | None:
    rule = standards.principles
    if rule is None or merits.procedures is None:
        return None
    asked = [p for p in rule.params["pending"] if p in merits.procedures]
    running = [p for p in asked if merits.procedures[p]]
    silent = [p for p in asked if merits.procedures[p] is None]
    if running:
        vi, en = (", ".join(OPEN_WORDS[p][k] for p in running) for k in (0, 1))
        return Condition("procedures", FORBIDDEN, f"Đang {vi}: chưa khen.", f"No award yet: {en}.", rule, (), NEEDS["procedures"])  # fmt: skip
    if silent:
        vi, en = (", ".join(OPEN_WORDS[p][k] for p in silent) for k in (0, 1))
        return Condition("procedures", UNKNOWN, f"Chưa ghi có đang {vi} hay không.", f"Not on file: {en}.", rule, tuple(f"open.{p}" for p in silent), NEEDS["told"])  # fmt: skip
    return Condition("procedures", ALLOWED, "Không có việc kỷ luật, thanh tra, điều tra, đơn thư đang xem xét.", "No discipline, inspection, investigation or denunciation is open.", rule)  # fmt: skip


def _served(merits: Merits, asked: Asked) -> Condition | None:
    """The year itself against discipline: achievements count from the end of the measure (NĐ 152/2025)."""
    rule = asked.standards.principles
    mine = [d for d in merits.discipline if d.since.year <= asked.year]
    if rule is None or not mine:
        return None
    if any(d.until is None for d in mine):
        return Condition("discipline", UNKNOWN, "Có quyết định kỷ luật chưa ghi ngày hết hiệu lực.", "A disciplinary decision without its last day on file.", rule, ("discipline.ends",), NEEDS["told"])  # fmt: skip
    end = max(d.until for d in mine if d.until is not None)
    if end < date(asked.year, 1, 1):
        return None
    need = (f"Tính thành tích từ sau ngày {end:%d/%m/%Y}.", f"Achievements count from {end:%d/%m/%Y} on.")
    if end >= date(asked.year, 12, 31):
        return Condition("discipline", FORBIDDEN, f"Chấp hành kỷ luật đến {end:%d/%m/%Y}: thành tích của năm chưa được tính.", f"Disciplined until {end:%d/%m/%Y}: the year does not count.", rule, (), need)  # fmt: skip
    return Condition("discipline", UNKNOWN, f"Chấp hành xong kỷ luật {end:%d/%m/%Y}, trong năm xét: văn bản trong kho không nói năm này tính đủ hay không.", f"The measure ended on {end:%d/%m/%Y}, within the year: the text on file does not say whether the year counts.", rule, ("law",), need)  # fmt: skip


def _advanced(merits: Merits, rule: Rule, asked: Asked) -> list[Condition]:
    year = asked.year
    if "min_rating" not in rule.params:  # the four criteria of the law of 2013 are the collective's to judge
        judged = merits.stated.judged.get(year)
        if judged is None:
            return [Condition("judged", UNKNOWN, "Chưa ghi tập thể đã xét bốn tiêu chí hay chưa.", "Whether the collective found the four criteria met is not on file.", rule, ("judged",), NEEDS["judged"])]  # fmt: skip
        return [Condition("judged", ALLOWED if judged else FORBIDDEN, "Tập thể xét đạt bốn tiêu chí." if judged else "Tập thể xét không đạt bốn tiêu chí.", "The collective found the four criteria met." if judged else "The collective found the four criteria not met.", rule)]  # fmt: skip
    found = [_rated(merits, rule, year)]
    part = merits.stated.takes_part.get(year)
    if part is None:
        found.append(Condition("takes_part", UNKNOWN, f"Chưa ghi có đăng ký thi đua năm {year} hay không.", f"Whether they registered for {year} is not on file.", rule, ("takes_part",), NEEDS["takes_part"]))  # fmt: skip
    else:
        found.append(Condition("takes_part", ALLOWED if part else FORBIDDEN, f"{'Có' if part else 'Không'} đăng ký thi đua năm {year}.", f"{'Registered' if part else 'Did not register'} for {year}.", rule, (), None if part else NEEDS["takes_part"]))  # fmt: skip
    return found


def _rated(merits: Merits, rule: Rule, year: int) -> Condition:
    least = str(rule.params["min_rating"])
    if year not in merits.ratings:
        return Condition("rating", UNKNOWN, f"Chưa có xếp loại năm {year}.", f"No rating of {year} yet.", rule, ("ratings",), NEEDS["rating"])  # fmt: skip
    rating = merits.ratings[year]
    if rating is None:
        return Condition("rating", UNKNOWN, f"Năm {year} không xếp loại theo quy định; chưa có văn bản nói về năm này.", f"Lawfully not rated in {year}; no text on file speaks of such a year.", rule, ("law",), NEEDS["next_year"])  # fmt: skip
    met = _RANK[rating] >= _RANK[least]
    return Condition("rating", ALLOWED if met else FORBIDDEN, f"Năm {year}: {RATINGS.label(rating, 'vi').lower()}.", f"{year}: {RATINGS.label(rating, 'en').lower()}.", rule, (), None if met else NEEDS["rating"])  # fmt: skip


def _base(merits: Merits, rule: Rule, asked: Asked) -> list[Condition]:
    year = asked.year
    return [_ground(merits, rule, asked), _what(merits, rule, year)]


def _ground(merits: Merits, rule: Rule, asked: Asked) -> Condition:
    """Lao động tiên tiến of the same year: given, or fit to be given."""
    if asked.year in merits.held("advanced") | merits.held("base"):
        return Condition("advanced", ALLOWED, f"Đã được danh hiệu Lao động tiên tiến năm {asked.year}.", f"Advanced worker of {asked.year}.", rule)  # fmt: skip
    below = judge_title(merits, "advanced", asked)
    # what stands for itself in this answer is not told twice
    own = [c for c in below.conditions if c.key not in ("procedures", "discipline")]
    worst = Verdict(max((c.verdict for c in own), default=ALLOWED))
    why_vi, why_en = (" ".join(c.told(lang) for c in own if c.verdict == worst) for lang in ("vi", "en"))
    lacks = tuple(name for c in own for name in c.lacks) if worst == UNKNOWN else ()
    need = next((c.need for c in own if c.verdict == worst and c.need), None)
    return Condition("advanced", worst, f"Tiêu chuẩn Lao động tiên tiến năm {asked.year}: {worst.label('vi').lower()}. {why_vi}", f"Advanced worker of {asked.year}: {worst.label('en').lower()}. {why_en}", rule, lacks, need)  # fmt: skip


def _what(merits: Merits, rule: Rule, year: int) -> Condition:
    """A recognised work of the year, or (since 2024) an excellent rating."""
    wanted = tuple(rule.params.get("any_of") or (*rule.params["needs"], "research", "merit"))
    works = [w for w in merits.stated.works or () if w.year == year and w.kind in wanted]
    rating = merits.ratings.get(year)
    if works:
        vi, en = (", ".join(dict.fromkeys(WORKS[w.kind][k] for w in works)) for k in (0, 1))
        return Condition("evidence", ALLOWED, f"Năm {year} có {vi} được công nhận.", f"{year}: {en} recognised.", rule)
    if "excellent" in wanted and rating == "excellent":
        return Condition("evidence", ALLOWED, f"Năm {year} hoàn thành xuất sắc nhiệm vụ.", f"Rated excellent in {year}.", rule)  # fmt: skip
    need = NEEDS["excellent_or_work" if "excellent" in wanted else "work"]
    lacks = [] if merits.stated.works is not None else ["works"]
    lacks += ["ratings"] if "excellent" in wanted and year not in merits.ratings else []
    if lacks:
        vi, en = (", ".join(LACKS[name][k] for name in lacks) for k in (0, 1))
        return Condition("evidence", UNKNOWN, f"Chưa ghi {vi} năm {year}.", f"Not on file for {year}: {en}.", rule, tuple(lacks), need)  # fmt: skip
    also = (" và không xếp loại xuất sắc", " nor an excellent rating") if "excellent" in wanted else ("", "")
    return Condition("evidence", FORBIDDEN, f"Năm {year} không có sáng kiến, đề tài, thành tích được công nhận{also[0]}.", f"{year}: no recognised initiative, research or merit{also[1]}.", rule, (), need)  # fmt: skip


_GAP = 3
"""Years that may lie between two titles of the province where no text tells how many base titles one takes."""


def _chain(merits: Merits, title: str, asked: Asked) -> tuple[Chain, int]:
    """The run below a title, and how many it takes; 0 where no text says so."""
    national = title == "national"
    rule, lower = asked.standards.rule(title), asked.standards.rule("provincial")
    below, param = ("provincial", "provincial_titles") if national else ("base", "base_titles")
    needed = int(rule.params[param]) if rule is not None else 0
    gap = 1 if not national else int(lower.params["base_titles"]) if lower is not None else _GAP
    since, partial = None, set[int]()
    if asked.standards.principles is not None:
        ends = [d.until for d in merits.discipline if d.until is not None and d.since <= asked.day]
        since = max((e.year for e in ends), default=None)
        partial = {since} if since is not None else set()
        if any(d.until is None and d.since <= asked.day for d in merits.discipline):
            partial |= set(merits.titles)  # the end is not on file: no year surely counts
    unrated = [y for y, rating in merits.ratings.items() if rating is None]
    return run_of(merits.held(below), asked.year, unrated=unrated, partial=partial, since=since, gap=gap), needed


def _running(chain: Chain, title: str, needed: int, rule: Rule, year: int) -> Condition:
    name = TITLES["provincial" if title == "national" else "base"]
    sure, most = len(chain.sure), len(chain.most)
    years = _years(chain.sure)
    if sure >= needed:
        return Condition("chain", ALLOWED, f"{sure} lần liên tục {name.vi} ({years}); cần {needed}.", f"{sure} times running {name.en} ({years}); {needed} needed.", rule)  # fmt: skip
    short = needed - sure
    need = (f"Thêm {short} lần liên tục {name.vi}.", f"{short} more of {name.en}, without a break.")
    if most >= needed:
        return Condition("chain", UNKNOWN, f"{sure}/{needed} lần liên tục {name.vi} chắc chắn ({years or 'chưa có'}), có thể {most} ({_years(chain.most)}): có năm mà văn bản trong kho không nói tính hay không.", f"{sure} of {needed} times running {name.en} for certain ({years or 'none'}), {most} at most ({_years(chain.most)}): the text on file leaves a year open.", rule, ("law",), need)  # fmt: skip
    broke = f" Năm {chain.broken_by} không có danh hiệu nên tính lại từ đó." if chain.broken_by and chain.sure else ""
    broke_en = f" {chain.broken_by} had none, so the count begins after it." if chain.broken_by and chain.sure else ""
    return Condition("chain", FORBIDDEN, f"{sure}/{needed} lần liên tục {name.vi}{f' ({years})' if years else ''}.{broke}", f"{sure} of {needed} times running {name.en}{f' ({years})' if years else ''}.{broke_en}", rule, (), need)  # fmt: skip


def _years(years: Sequence[int]) -> str:
    return ", ".join(str(y) for y in years)


def _reaching(merits: Merits, title: str, rule: Rule, chain: Chain, asked: Asked) -> Condition:
    """A work whose effect reaches the province (or the nation), recognised in a year of the run or in the year asked."""
    scope: Scope = "nation" if title == "national" else "province"
    kinds = ("initiative", "research", "merit") if title == "national" else ("initiative",)
    where = {"province": ("trong tỉnh, bộ, ngành", "in the province or ministry"), "nation": ("trong toàn quốc", "nationwide")}[scope]  # fmt: skip
    need = NEEDS[scope]
    if merits.stated.works is None:
        return Condition("reach", UNKNOWN, f"Chưa ghi sáng kiến có khả năng nhân rộng {where[0]} hay không.", f"Whether an initiative can be repeated {where[1]} is not on file.", rule, ("works",), need)  # fmt: skip
    first = min((*chain.most, asked.year))
    fit: list[Work] = [w for w in merits.stated.works if w.kind in kinds and w.reaches(scope) and first <= w.year <= asked.year]  # fmt: skip
    if fit:
        return Condition("reach", ALLOWED, f"Có sáng kiến được công nhận nhân rộng {where[0]} (năm {_years(sorted({w.year for w in fit}))}).", f"An initiative recognised to be repeated {where[1]} ({_years(sorted({w.year for w in fit}))}).", rule)  # fmt: skip
    return Condition("reach", FORBIDDEN, f"Chưa có sáng kiến được công nhận nhân rộng {where[0]} từ năm {first}.", f"No initiative recognised to be repeated {where[1]} since {first}.", rule, (), need)  # fmt: skip
