"""A plan: proposed moves with their reasons, what stays empty and why, and the proof. A proposal, never a decision."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dungviec.law.marks import cited
from dungviec.placement.policy import Policy
from dungviec.records.vietnamese import format_date

SCHEMA = "dungviec-plan/1"
VERDICT_NAMES = ("allowed", "needs_authority", "unknown", "forbidden")


@dataclass(frozen=True, slots=True)
class Basis:
    """One legal basis of a proposal."""

    rule_id: str
    instrument: str
    article: str
    confidence: str

    def words(self, lang: str = "vi") -> str:
        """``NĐ 138/2020/NĐ-CP Điều 42``, marked where the text itself was not read."""
        return cited(self, lang)


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """What the person would do in the best plan without this move."""

    post_id: str | None
    title: str
    unit: str
    stays: bool

    def words(self, lang: str = "vi") -> str:
        """In one phrase."""
        if self.stays:
            return "ở lại vị trí hiện tại" if lang == "vi" else "stays in the present post"
        if self.post_id is None:
            return "chưa có vị trí" if lang == "vi" else "no post"
        return f"{self.title}, {self.unit}"


@dataclass(frozen=True, slots=True)
class Move:
    """One person's proposed move (or first placement), with reasons in three lines."""

    person_id: str
    person_name: str
    from_post_id: str | None
    """None for whoever has no post on the day; title and unit then name the post that ended, if a scenario ended it."""
    from_title: str
    from_unit: str
    to_post_id: str
    to_title: str
    to_unit: str
    kind: str
    """``lateral``, ``higher``, ``lower`` or ``placed`` (had no post)."""
    fit_before: int | None
    fit_after: int
    parts_before: dict[str, int]
    parts_after: dict[str, int]
    verdict: int
    reasons_vi: tuple[str, str, str]
    """Căn cứ, điểm mạnh, còn thiếu."""
    reasons_en: tuple[str, str, str]
    basis: tuple[Basis, ...]
    runner_up: RunnerUp | None
    margin: int | None
    """Points the whole plan loses without this move; None where there is no plan without it."""
    margin_exact: bool
    """False: the loss is at least that."""


@dataclass(frozen=True, slots=True)
class SecondPost:
    """A post held besides a main one (kiêm nhiệm): the ground for holding both, the clauses, the allowance and what the plan loses without it."""

    person_id: str
    person_name: str
    main_post_id: str
    main_title: str
    main_unit: str
    post_id: str
    title: str
    unit: str
    already: bool
    """Held today as well: it goes on, nothing is appointed."""
    fit: int
    verdict: int
    titles: int
    """How many titles the person then holds, those held together by decision counted."""
    share: int | None
    """Percent of a full workload the second post takes, where the policy says."""
    holder_share: int | None
    ground_vi: str
    ground_en: str
    ground: Basis | None
    basis: tuple[Basis, ...]
    allowance_vi: str
    allowance_en: str
    allowance: Basis | None
    because: str
    margin: int | None
    """Points the whole plan loses without it; None where it is held today, or where there is no plan without it."""
    margin_exact: bool

    def words(self, lang: str = "vi") -> str:
        """``Trần Thị Lan, Trưởng phòng … kiêm Kế toán …``."""
        too = "kiêm" if lang == "vi" else "also"
        return f"{self.person_name} ({self.person_id}): {self.main_title}, {self.main_unit} {too} {self.title}, {self.unit}"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Seats of a post that stay empty, with the blocking reason."""

    post_id: str
    title: str
    unit: str
    seats: int
    importance: int
    price: int
    considered: int
    """People considered for it."""
    lawful: int
    """... of whom the law allows this many."""
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A person the plan leaves without a post."""

    person_id: str
    name: str
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one requirement of the policy came out in one unit (``unit_id`` None: over all units meant)."""

    name: str
    kind: str
    """``at_least`` or ``at_most``."""
    unit_id: str | None
    unit: str
    wanted: int
    reached: int
    missed: int
    """People missing (or too many); 0 where it is met."""
    price: int | None
    """Points for each person missed; None for a hard requirement."""
    because: str
    unclear: int
    """People who could count but lack the fact asked for."""

    def words(self, lang: str = "vi") -> str:
        """``Nữ lãnh đạo, Phường X: cần ít nhất 1, đạt 0, thiếu 1`` and why it was asked."""
        vi, least = lang == "vi", self.kind == "at_least"
        place = f", {self.unit}" if self.unit_id else ""
        sense = ("cần ít nhất" if least else "không quá") if vi else ("at least" if least else "at most")
        said = f"{self.name}{place}: {sense} {self.wanted}, {'đạt' if vi else 'reached'} {self.reached}"
        if self.missed:
            short = ("thiếu" if least else "vượt") if vi else ("short by" if least else "over by")
            said += f", {short} {self.missed}"
        if self.unclear:
            said += f" ({self.unclear} người chưa rõ)" if vi else f" ({self.unclear} people unclear)"
        return said + (f" – {self.because}" if self.because else "")


@dataclass(frozen=True, slots=True)
class Reached:
    """What one objective of an ordered policy reached, and its proven bound."""

    name: str
    value: int
    bound: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the before/after figures. ``unit``: ``points``, ``seats``, ``people`` or ``percent``; ``better``: +1 or -1."""

    key: str
    vi: str
    en: str
    before: float
    after: float
    unit: str
    better: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The outcome of a round: value, proof, moves, vacancies, people left over, figures and the policy it rests on."""

    snapshot_name: str
    as_of: date
    policy: Policy
    status: str
    value: int
    bound: int
    stay_value: int | None
    """The value of leaving everybody where they are, where that is possible."""
    people: int
    posts: int
    seats: int
    pairs: int
    """Pairs of person and post that entered the optimisation."""
    moves: tuple[Move, ...]
    besides: tuple[SecondPost, ...]
    """Posts held besides a main one by a line of the policy."""
    vacant: tuple[Vacancy, ...]
    unplaced: tuple[Unplaced, ...]
    figures: tuple[Figure, ...]
    requirements: tuple[Outcome, ...]
    """How the policy's requirements of groups came out, those missed first."""
    stages: tuple[Reached, ...]
    """What each objective reached where the policy sets an order; value and bound of the plan are then those of the last."""
    kinship_kept: tuple[tuple[str, str], ...]
    """Present breaches of kinship rules that no lawful move resolves, (vi, en)."""
    warnings: tuple[tuple[str, str], ...]
    certificate: dict[str, Any]
    checks: tuple[str, ...]
    """What the independent checker found wrong; empty when all is well."""
    seconds: dict[str, float]
    rejected_rows: int = 0

    @property
    def gap(self) -> int:
        """Bound less value; 0 means proven best."""
        return self.bound - self.value

    @property
    def proven(self) -> bool:
        """Whether no plan is better."""
        return self.status == "optimal" and self.gap == 0 and not self.checks

    def proof_words(self, lang: str = "vi") -> str:
        """The proof in one sentence."""
        if self.checks:
            return (
                "Bộ kiểm tra độc lập phát hiện sai sót: không dùng phương án này."
                if lang == "vi"
                else "The independent checker found faults: do not use this plan."
            )
        if self.proven:
            return (
                "Đã chứng minh: không có phương án nào tốt hơn theo chính sách này."
                if lang == "vi"
                else "Proven: no plan is better under this policy."
            )
        if self.status == "infeasible":
            return (
                "Không thể giữ đồng thời mọi ràng buộc; phương án bỏ một số ràng buộc được nêu ở phần cảnh báo."
                if lang == "vi"
                else "Not every constraint can hold at once; the plan gives up those named in the warnings."
            )
        share = 100 * self.gap / max(abs(self.bound), 1)
        return (
            f"Phương án cách mức tốt nhất có thể không quá {share:.3f} %.".replace(".", ",", 1)
            if lang == "vi"
            else f"The plan is within {share:.3f} % of the best possible."
        )

    def to_json(self) -> dict[str, Any]:
        """The plan as plain data (docs/reference/plan-json.md): schema, value, bound, gap, as_of, moves, vacant, unplaced, certificate."""
        return {
            "schema": SCHEMA,
            "city": self.snapshot_name,
            "as_of": self.as_of.isoformat(),
            "status": self.status,
            "value": self.value,
            "bound": self.bound,
            "gap": self.gap,
            "stay_value": self.stay_value,
            "people": self.people,
            "posts": self.posts,
            "seats": self.seats,
            "pairs": self.pairs,
            "moves": [_move_json(m) for m in self.moves],
            "besides": [{**asdict(b), "verdict": VERDICT_NAMES[b.verdict]} for b in self.besides],
            "vacant": [asdict(v) for v in self.vacant],
            "unplaced": [asdict(u) for u in self.unplaced],
            "figures": [asdict(f) for f in self.figures],
            "requirements": [asdict(o) for o in self.requirements],
            "stages": [asdict(s) for s in self.stages],
            "kinship_kept": [{"vi": vi, "en": en} for vi, en in self.kinship_kept],
            "warnings": [{"vi": vi, "en": en} for vi, en in self.warnings],
            "policy": self.policy.model_dump(mode="json"),
            "certificate": self.certificate,
            "checks": list(self.checks),
            "seconds": {k: round(v, 4) for k, v in self.seconds.items()},
            "rejected_rows": self.rejected_rows,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Plan:
        """Rebuild a plan from :meth:`to_json`."""
        return cls(
            snapshot_name=data["city"],
            as_of=date.fromisoformat(data["as_of"]),
            policy=Policy.from_data(data["policy"]),
            moves=tuple(_move_from(m) for m in data["moves"]),
            besides=tuple(_second_from(b) for b in data.get("besides", ())),  # plans made before there were any
            vacant=tuple(Vacancy(**v) for v in data["vacant"]),
            unplaced=tuple(Unplaced(**u) for u in data["unplaced"]),
            figures=tuple(Figure(**f) for f in data["figures"]),
            requirements=tuple(Outcome(**o) for o in data.get("requirements", ())),  # plans made before there were any
            stages=tuple(Reached(**s) for s in data.get("stages", ())),
            kinship_kept=tuple((w["vi"], w["en"]) for w in data["kinship_kept"]),
            warnings=tuple((w["vi"], w["en"]) for w in data["warnings"]),
            certificate=data["certificate"],
            checks=tuple(data["checks"]),
            seconds=data["seconds"],
            **{
                k: data[k]
                for k in (
                    "status",
                    "value",
                    "bound",
                    "stay_value",
                    "people",
                    "posts",
                    "seats",
                    "pairs",
                    "rejected_rows",
                )
            },
        )

    def title(self, lang: str = "vi") -> str:
        """The heading of papers and pages."""
        if lang == "vi":
            return f"Phương án bố trí cán bộ – {self.snapshot_name}, ngày {format_date(self.as_of)}"
        return f"Placement plan – {self.snapshot_name}, {format_date(self.as_of)}"


def move_kind(before: int | None, after: int) -> str:
    """``lateral``, ``higher`` or ``lower`` by the ranks of the levels; ``placed`` for whoever had no post."""
    if before is None:
        return "placed"
    return "lateral" if after == before else "higher" if after > before else "lower"


def _move_json(move: Move) -> dict[str, Any]:
    data = asdict(move)
    data["verdict"] = VERDICT_NAMES[move.verdict]
    return data


def _move_from(data: dict[str, Any]) -> Move:
    runner = data["runner_up"]
    return Move(
        **{
            **data,
            "verdict": VERDICT_NAMES.index(data["verdict"]),
            "reasons_vi": tuple(data["reasons_vi"]),
            "reasons_en": tuple(data["reasons_en"]),
            "basis": tuple(Basis(**b) for b in data["basis"]),
            "runner_up": RunnerUp(**runner) if runner else None,
        }
    )


def _second_from(data: dict[str, Any]) -> SecondPost:
    ground, allowance = data["ground"], data["allowance"]
    return SecondPost(
        **{
            **data,
            "verdict": VERDICT_NAMES.index(data["verdict"]),
            "ground": Basis(**ground) if ground else None,
            "basis": tuple(Basis(**b) for b in data["basis"]),
            "allowance": Basis(**allowance) if allowance else None,
        }
    )
