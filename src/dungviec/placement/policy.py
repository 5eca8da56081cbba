"""The policy of a placement round: what counts and how much, set by a person, kept with the plan it made.

All prices are in points of fit: a full fit is 10 000 points, so a move price of 600 says "do not move anybody for less
than 6 % of a full fit".
"""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML

from dungviec.competency import Weights
from dungviec.law import Verdict
from dungviec.placement.requirements import Concurrent, Continuing, Distance, Hardship, Leave, Near, Requirement
from dungviec.placement.yaml_file import PolicyFault, fault_of, read_mapping
from dungviec.records.codes import CATEGORIES

__all__ = ["Policy", "PolicyFault"]

Criterion = Literal["placed", "requirements", "vacancies", "moves", "fit", "value"]

Points = Annotated[int, Field(ge=0, le=1_000_000)]
Limit = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WeightSet(_Part):
    """Weights of the four parts of fit."""

    competence: Annotated[int, Field(ge=0, le=1000)] = 50
    strengths: Annotated[int, Field(ge=0, le=1000)] = 20
    record: Annotated[int, Field(ge=0, le=1000)] = 20
    wishes: Annotated[int, Field(ge=0, le=1000)] = 10

    @model_validator(mode="after")
    def _positive(self) -> WeightSet:
        if self.competence + self.strengths + self.record + self.wishes == 0:
            raise ValueError("at least one weight must be positive")
        return self


class MovePrices(_Part):
    """Points a move must at least bring, by how far it goes."""

    same_unit: Points = 500
    same_place: Points = 900
    other_place: Points = 1200


class VacancyPrices(_Part):
    """Points lost for a seat left empty, by the importance of the post (1 to 5)."""

    importance_1: Points = 1000
    importance_2: Points = 1500
    importance_3: Points = 2500
    importance_4: Points = 4000
    importance_5: Points = 6000

    def of(self, importance: int | None) -> int:
        """The price for an importance; 3 where none is on file."""
        return int(getattr(self, f"importance_{min(max(importance or 3, 1), 5)}"))


class Prices(_Part):
    """What moving, leaving empty and leaving out cost."""

    move: MovePrices = MovePrices()
    vacancy: VacancyPrices = VacancyPrices()
    unplaced: Points = 20_000


class Lock(_Part):
    """This person stays, or goes to this post and no other."""

    person: str
    post: str | None = None


class Ban(_Part):
    """This person does not go to (or stay in) this post."""

    person: str
    post: str


class Scope(_Part):
    """Whose placement is open; empty lists mean everybody."""

    units: tuple[str, ...] = ()
    """Unit ids; their sub-units are included."""
    categories: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Scope:
        for category in self.categories:
            if category not in CATEGORIES.by_value:
                raise ValueError(f"unknown category {category!r}; use one of {', '.join(CATEGORIES.values)}")
        return self


class Policy(_Part):
    """Everything a person decides about a round before the engine runs."""

    name: str = "Chính sách mặc định"
    as_of: date | None = None
    weights: WeightSet = WeightSet()
    prices: Prices = Prices()
    min_fit: Annotated[int, Field(ge=0, le=10_000)] = 5000
    min_gain: Points = 0
    max_moves: Limit | None = None
    max_moves_per_unit: Limit | None = None
    allow_needs_authority: bool = False
    keep_level: bool = True
    locks: tuple[Lock, ...] = ()
    bans: tuple[Ban, ...] = ()
    scope: Scope = Scope()
    requirements: tuple[Requirement, ...] = ()
    near: tuple[Near, ...] = ()
    distances: tuple[Distance, ...] = ()
    leave: Leave = Leave()
    continuing: tuple[Continuing, ...] = ()
    hardship: tuple[Hardship, ...] = ()
    concurrent: tuple[Concurrent, ...] = ()
    """Posts that may be held besides a main one."""
    most_titles: Annotated[int, Field(ge=1, le=6, strict=True)] = 2
    """Titles one person may hold at most, those held together by decision counted."""
    order: tuple[Criterion, ...] = ()
    """Objectives in their order, the first before all others; empty: all weighed together by the prices."""

    @model_validator(mode="after")
    def _each_once(self) -> Policy:
        if len(set(self.order)) != len(self.order):
            raise ValueError(f"an objective is named twice: use one of {', '.join(get_args(Criterion))} once each")
        return self

    @property
    def worst_verdict(self) -> Verdict:
        """The gravest verdict under which the round may still propose a pair."""
        return Verdict.NEEDS_AUTHORITY if self.allow_needs_authority else Verdict.ALLOWED

    def continuing_pairs(self) -> dict[tuple[str, str], str]:
        """(person, post) → the reason, of everybody who goes on in the same position under another unit."""
        return {(p, q): c.because for c in self.continuing for p in c.people for q in c.posts}

    def fit_weights(self) -> Weights:
        """The weights as the competency room takes them."""
        w = self.weights
        return Weights(competence=w.competence, strengths=w.strengths, record=w.record, wishes=w.wishes)

    @classmethod
    def from_yaml(cls, text: str, *, source: str = "policy") -> Policy:
        """Read a policy. Raises :class:`PolicyFault` with line or field, value and what to do."""
        data = read_mapping(text, source=source, example="max_moves: 50")
        return cls.from_data(data, source=source)

    @classmethod
    def from_data(cls, data: dict[str, Any], *, source: str = "policy") -> Policy:
        """Validate plain data. Raises :class:`PolicyFault` naming the first field at fault."""
        try:
            return cls.model_validate(data)
        except ValidationError as bad:
            raise fault_of(bad, cls, source=source) from None

    def to_yaml(self) -> str:
        """The policy as a file that :meth:`from_yaml` reads back."""
        out = StringIO()
        yaml = YAML()
        yaml.default_flow_style = False
        yaml.dump(self.model_dump(mode="json"), out)
        return out.getvalue()

    def meanings(self, lang: str = "vi") -> tuple[tuple[str, str, str], ...]:
        """``(field, value, sentence)`` for each setting, for screens and the paper that goes with a plan."""
        w, p = self.weights, self.prices
        rows = (
            ("weights.competence", w.competence, "Phần của năng lực trong độ phù hợp", "Share of competence in fit"),
            ("weights.strengths", w.strengths, "Phần của sở trường", "Share of strengths"),
            ("weights.record", w.record, "Phần của kết quả công tác", "Share of the record"),
            ("weights.wishes", w.wishes, "Phần của nguyện vọng", "Share of wishes"),
            ("prices.move.same_unit", p.move.same_unit, "Điểm phải hơn để đổi vị trí trong đơn vị", "Points a move within the unit must bring"),
            ("prices.move.same_place", p.move.same_place, "Điểm phải hơn để chuyển đơn vị cùng địa bàn", "Points a move within the place must bring"),
            ("prices.move.other_place", p.move.other_place, "Điểm phải hơn để chuyển sang địa bàn khác", "Points a move to another place must bring"),
            ("prices.vacancy", " / ".join(str(p.vacancy.of(k)) for k in range(1, 6)), "Điểm mất khi để trống một chỗ, theo mức quan trọng 1–5", "Points lost for an empty seat, by importance 1–5"),
            ("prices.unplaced", p.unplaced, "Điểm mất khi một người không có vị trí", "Points lost when a person has no post"),
            ("min_fit", self.min_fit, "Không chuyển ai đến nơi có độ phù hợp thấp hơn mức này", "Nobody is moved to a post with less fit than this"),
            ("min_gain", self.min_gain, "Không chuyển ai nếu độ phù hợp của chính người đó không tăng ít nhất mức này", "Nobody is moved unless the person's own fit rises by at least this"),
            ("max_moves", self.max_moves, "Số người chuyển nhiều nhất", "Most people moved"),
            ("max_moves_per_unit", self.max_moves_per_unit, "Số người rời mỗi đơn vị nhiều nhất", "Most people leaving any unit"),
            ("allow_needs_authority", self.allow_needs_authority, "Đề xuất cả trường hợp cần cấp có thẩm quyền quyết định", "Also propose what needs the competent authority"),
            ("keep_level", self.keep_level, "Không đưa ai xuống chức vụ thấp hơn", "Nobody goes to a lower level"),
            ("locks", len(self.locks), "Số người được giữ cố định", "People held fixed"),
            ("bans", len(self.bans), "Số cặp người – vị trí bị loại", "Pairs ruled out"),
            ("requirements", len(self.requirements), "Số yêu cầu về cơ cấu, biên chế, tỷ lệ", "Requirements on composition, headcount, shares"),
            ("near", len(self.near), "Số yêu cầu về khoảng cách (vợ chồng, chăm sóc người thân)", "Requirements on distance (couples, carers)"),
            ("leave", len(self.leave.people) + len(self.leave.posts) + self.leave.terms_ended, "Số trường hợp phải rời vị trí trong đợt này", "Cases that must leave their post in this round"),
            ("continuing", sum(len(c.people) for c in self.continuing), "Số người tiếp tục vị trí cũ ở đơn vị mới", "People who go on in the same position under another unit"),
            ("hardship", len(self.hardship), "Số người được tính thêm điểm vất vả khi đi xa", "People for whom going far costs extra"),
            ("concurrent", len(self.concurrent), "Số mục cho phép kiêm nhiệm", "Lines that let posts be held besides"),
            ("most_titles", self.most_titles, "Số chức danh nhiều nhất một người giữ", "Most titles one person holds"),
            ("order", " → ".join(self.order) or None, "Các mục tiêu theo thứ tự ưu tiên (để trống: cân chung theo các mức giá)", "Objectives in their order (empty: weighed together by the prices)"),
            ("scope", len(self.scope.units) + len(self.scope.categories), "Phạm vi (0 là toàn bộ)", "Scope (0 is everybody)"),
        )  # fmt: skip
        words = {True: ("Có", "Yes"), False: ("Không", "No"), None: ("Không giới hạn", "No limit")}
        column = 0 if lang == "vi" else 1
        return tuple(
            (
                field,
                words[value][column] if isinstance(value, bool) or value is None else str(value),
                vi if lang == "vi" else en,
            )
            for field, value, vi, en in rows
        )
