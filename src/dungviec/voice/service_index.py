"""The service index of QĐ 766/QĐ-TTg and the one-stop index of TT 01/2018/TT-VPCP, as far as there are data.

Of QĐ 766 the five maxima are on file, and three of its sub-items (on-time results up to 20, publication on time 4, satisfaction
with reception 6). How a rate becomes points is not: here a rate takes its share of the maximum, which is said beside every figure.
A part without data has no points: it is never a zero, and the sum is told as points out of what could be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dungviec.law import LawView
from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.voice.results import PARTS, DossierResult

PART_WORDS: dict[str, tuple[str, str]] = {
    "transparency": ("Công khai, minh bạch", "Openness"), "progress": ("Tiến độ, kết quả giải quyết", "Progress and results"),
    "digitised": ("Số hóa hồ sơ", "Digitised dossiers"), "online": ("Dịch vụ trực tuyến", "Online service"),
    "satisfaction": ("Mức độ hài lòng", "Satisfaction"),
}  # fmt: skip
SUB_ITEMS = {"transparency": "published_on_time", "progress": "results_on_time", "satisfaction": "reception"}
"""Part → its sub-item on file, a parameter of OSS-766-SUB."""
ON_TIME_POINTS = (2, 1, 0)
"""Points of a dossier before its day, on its day, late: not confirmed, so a setting of the office."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the service index. ``points`` None: no data. ``out_of`` is what the data cover, ``most`` the part's maximum."""

    key: str
    most: Fraction
    points: Fraction | None
    out_of: Fraction
    how: tuple[str, str]
    """Where the points come from, in two languages."""


@dataclass(frozen=True, slots=True)
class ServiceIndex:
    """The five parts, and the clause; without a rule in force ``parts`` is empty and ``answer`` says so."""

    answer: Answer[str]
    parts: tuple[Part, ...]

    @property
    def points(self) -> Fraction | None:
        """Points of the parts that have data; None when none has."""
        told = [p.points for p in self.parts if p.points is not None]
        return sum(told, Fraction(0)) if told else None

    @property
    def out_of(self) -> Fraction:
        """What the parts with data could give at most."""
        return sum((p.out_of for p in self.parts if p.points is not None), Fraction(0))


def part_maxima(view: LawView) -> Mapping[str, Fraction]:
    """The maximum of each part on the view's day; empty where no rule is in force."""
    rule = in_force(view, "OSS-766-MAX")
    return {} if rule is None else {key: exact(rule.params[key]) for key in PARTS}


def service_index(view: LawView, result: DossierResult | None, reception: tuple[int, int] | None) -> ServiceIndex:
    """The index of one desk or unit in a period.

    ``result``: its dossiers, None where there is no file. ``reception``: satisfied and all verified answers at the desk.
    """
    rule, below = in_force(view, "OSS-766-MAX"), in_force(view, "OSS-766-SUB")
    if rule is None:
        return ServiceIndex(no_text(view, "chỉ số phục vụ", "the service index"), ())
    rates: dict[str, tuple[int, int]] = {}
    if result is not None and result.processed:
        rates["progress"] = (result.early + result.on_time, result.processed)
    if result is not None and result.must_publish:
        rates["transparency"] = (result.published_on_time or 0, result.must_publish)
    if reception is not None and reception[1]:
        rates["satisfaction"] = reception
    given = result.points if result is not None else {}
    subs = {} if below is None else {key: exact(below.params[name]) for key, name in SUB_ITEMS.items()}
    parts = tuple(_part(key, exact(rule.params[key]), subs.get(key), given.get(key), rates.get(key)) for key in PARTS)
    return ServiceIndex(Answer("index", rule, rule.vi, rule.en), parts)


def _part(key: str, most: Fraction, sub: Fraction | None, given: Fraction | None, rate: tuple[int, int] | None) -> Part:
    if given is not None:
        return Part(key, most, given, most, ("điểm trong tệp", "points in the file"))
    if rate is None or sub is None:
        return Part(key, most, None, most, ("không có số liệu", "no data"))
    vi = f"{rate[0]} trên {rate[1]}, tính theo tỷ lệ của tối đa {sub} điểm"
    en = f"{rate[0]} of {rate[1]}, as a share of at most {sub} points"
    return Part(key, most, sub * Fraction(rate[0], rate[1]), sub, (vi, en))


def on_time_index(view: LawView, result: DossierResult, points: tuple[int, int, int] = ON_TIME_POINTS) -> Answer[str]:
    """The one-stop index of results on time: mean of the dossiers' points with one decimal (TT 01/2018/TT-VPCP, Article 15.2).

    ``points``: of a dossier early, on time, late. None without dossiers, or on a day without a text.
    """
    rule = in_force(view, "OSS-2018-INDEX")
    if rule is None:
        return no_text(view, "điểm chỉ số một cửa", "the score of a one-stop index")
    if not result.processed:
        return missing(rule, "không có hồ sơ nào đã giải quyết", "no dossier was settled", lacks=("one_stop.dossier_points",))  # fmt: skip
    summed = sum(n * p for n, p in zip((result.early, result.on_time, result.late), points, strict=True))
    tenths = int((Fraction(summed, result.processed) * 20 + 1) // 2)
    index = f"{tenths // 10}.{tenths % 10}"
    return Answer(index, rule, f"Điểm chỉ số {index}.", f"Index {index}.")
