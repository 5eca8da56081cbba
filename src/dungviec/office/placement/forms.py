"""The form that opens a round: name and day, scope, limits, and the policy in numbers with their meaning in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dungviec.office.placement.models import PolicyVersion, UnitNeed
from dungviec.office.placement.needs import OF_UNITS, requirements_of
from dungviec.office.registry.models import Person, Post, Unit
from dungviec.office.shell.middleware import parse_day
from dungviec.records.codes import CATEGORIES

if TYPE_CHECKING:
    from dungviec.placement.policy import Policy

WEIGHTS = {
    "competence": (
        gettext_lazy("Năng lực"),
        gettext_lazy("So các mức năng lực của người với khung năng lực của vị trí."),
    ),
    "strengths": (gettext_lazy("Sở trường"), gettext_lazy("So sở trường có minh chứng với những gì công việc cần.")),
    "record": (gettext_lazy("Kết quả"), gettext_lazy("Xếp loại, thâm niên trong lĩnh vực, khen thưởng.")),
    "wishes": (gettext_lazy("Nguyện vọng"), gettext_lazy("Điều chính người đó đã đăng ký.")),
}
MOVES = {
    "same_unit": (
        gettext_lazy("Đổi vị trí trong đơn vị"),
        gettext_lazy("Chỉ đổi khi cả phương án được lợi hơn chừng này điểm."),
    ),
    "same_place": (
        gettext_lazy("Chuyển đơn vị, cùng địa bàn"),
        gettext_lazy("Đổi nơi làm việc nhưng không đổi nơi ở."),
    ),
    "other_place": (
        gettext_lazy("Chuyển sang địa bàn khác"),
        gettext_lazy("Ảnh hưởng nhiều nhất tới gia đình, nên giá cao nhất."),
    ),
}
VACANCIES = {
    5: gettext_lazy("Chức danh chủ chốt"), 4: gettext_lazy("Rất quan trọng"), 3: gettext_lazy("Quan trọng"),
    2: gettext_lazy("Bình thường"), 1: gettext_lazy("Có thể chờ"),
}  # fmt: skip

EXTRA = ("requirements", "concurrent", "most_titles", "leave", "near", "distances", "hardship", "continuing", "order")
"""Parts of a policy that are written as YAML: too many shapes for fields of a form."""


def _points(label: Any, help_text: Any = "", *, most: int = 1_000_000, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=0, max_value=most, required=required,
        widget=forms.NumberInput(attrs={"class": "input num", "inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Xin điền một số."), "invalid": gettext_lazy("Xin điền một số nguyên, ví dụ 500."),
            "min_value": gettext_lazy("Số này không được âm."), "max_value": gettext_lazy("Nhiều nhất là %(limit_value)s."),
        },
    )  # fmt: skip


class DayField(forms.CharField):
    """A day as people type it: ``10/12/2020``."""

    def prepare_value(self, value: Any) -> Any:
        """As the screen writes it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The day. Raises ValidationError with the text that could not be read."""
        text = super().clean(value)
        day = parse_day(text)
        if day is None:
            raise ValidationError(_("«%s» không phải là một ngày. Xin ghi theo mẫu 10/12/2020.") % text[:30])
        return day


class RoundForm(forms.Form):
    """Everything a person decides before the engine runs."""

    name = forms.CharField(
        label=gettext_lazy("Tên phương án"), max_length=160, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Xin đặt tên để sau này tìm lại được.")},
    )  # fmt: skip
    as_of = DayField(
        label=gettext_lazy("Tính tại ngày"), max_length=20,
        widget=forms.TextInput(attrs={"class": "input num", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Xin ghi ngày theo mẫu 10/12/2020.")},
    )  # fmt: skip
    units = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    categories = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    max_moves = _points(gettext_lazy("Chuyển nhiều nhất bao nhiêu người"), most=100_000, required=False)
    max_moves_per_unit = _points(
        gettext_lazy("Mỗi đơn vị có nhiều nhất bao nhiêu người rời đi"), most=100_000, required=False
    )
    policy_name = forms.CharField(
        label=gettext_lazy("Tên chính sách"), max_length=120, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Xin đặt tên cho chính sách.")},
    )  # fmt: skip
    min_fit = _points(gettext_lazy("Độ phù hợp thấp nhất nơi đến"), most=10_000)
    min_gain = _points(gettext_lazy("Mức tăng ít nhất của chính người đó"), most=10_000)
    unplaced = _points(gettext_lazy("Một người không có vị trí"))
    keep_level = forms.BooleanField(label=gettext_lazy("Không đưa ai xuống chức vụ thấp hơn"), required=False)
    allow_needs_authority = forms.BooleanField(
        label=gettext_lazy("Đề xuất cả trường hợp phải xin cấp có thẩm quyền"), required=False
    )
    locks = forms.CharField(
        label=gettext_lazy("Giữ nguyên"), required=False,
        widget=forms.Textarea(attrs={"class": "textarea num", "rows": 3, "spellcheck": "false"}),
    )  # fmt: skip
    bans = forms.CharField(
        label=gettext_lazy("Loại trừ"), required=False,
        widget=forms.Textarea(attrs={"class": "textarea num", "rows": 3, "spellcheck": "false"}),
    )  # fmt: skip
    needs = forms.ModelMultipleChoiceField(UnitNeed.objects.filter(withdrawn_at__isnull=True), required=False)
    extra = forms.CharField(
        label=gettext_lazy("Yêu cầu với nhóm, kiêm nhiệm, ai phải rời vị trí"), required=False,
        widget=forms.Textarea(attrs={"class": "textarea num", "rows": 5, "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = get_language() or "vi"
        for part, (label, text) in WEIGHTS.items():
            self.fields[f"weight_{part}"] = _points(label, text, most=1000)
        for reach, (label, text) in MOVES.items():
            self.fields[f"move_{reach}"] = _points(label, text)
        for importance, text in VACANCIES.items():
            self.fields[f"vacancy_{importance}"] = _points(_("Mức %s") % importance, text)
        units: Any = self.fields["units"]
        units.choices = list(Unit.objects.filter(withdrawn_at__isnull=True).values_list("unit_id", "name"))
        categories: Any = self.fields["categories"]
        categories.choices = [(code.value, CATEGORIES.label(code.value, lang)) for code in CATEGORIES]

    def weights(self) -> Iterator[forms.BoundField]:
        """The four weights."""
        return (self[f"weight_{part}"] for part in WEIGHTS)

    def move_prices(self) -> Iterator[forms.BoundField]:
        """What a move must bring."""
        return (self[f"move_{reach}"] for reach in MOVES)

    def vacancy_prices(self) -> Iterator[forms.BoundField]:
        """What an empty seat costs."""
        return (self[f"vacancy_{importance}"] for importance in VACANCIES)

    def clean_locks(self) -> list[dict[str, str | None]]:
        """One person a line, with the post the person is to take where the line names one."""
        return [
            {"person": words[0], "post": words[1] if len(words) > 1 else None} for words in self._lines("locks", most=2)
        ]

    def clean_bans(self) -> list[dict[str, str]]:
        """A person and a post a line."""
        return [{"person": words[0], "post": words[1]} for words in self._lines("bans", most=2, least=2)]

    def clean_extra(self) -> dict[str, Any]:
        """The parts of the policy that are written as YAML."""
        from dungviec.placement.policy import PolicyFault
        from dungviec.placement.yaml_file import read_mapping

        try:
            data = read_mapping(self.cleaned_data["extra"], source=_("phần thêm"), example="most_titles: 2")
        except PolicyFault as fault:
            raise ValidationError(fault.vi if get_language() == "vi" else fault.en) from None
        if strange := sorted(str(key) for key in set(data) - set(EXTRA)):
            raise ValidationError(
                _("Không có mục «%(a)s» ở đây. Các mục dùng được: %(b)s.")
                % {"a": strange[0][:40], "b": ", ".join(EXTRA)}
            )
        return data

    def _lines(self, name: str, *, most: int, least: int = 1) -> list[list[str]]:
        lines = [line.replace(",", " ").replace("→", " ").split() for line in self.cleaned_data[name].splitlines()]
        lines = [words for words in lines if words]
        for words in lines:
            if not least <= len(words) <= most:
                raise ValidationError(
                    _("Dòng «%s»: mỗi dòng ghi mã cán bộ, rồi mã vị trí, cách nhau một khoảng trống.")
                    % " ".join(words)[:60]
                )
            if not Person.objects.filter(pk=words[0]).exists():
                raise ValidationError(_("Không có cán bộ mã «%s». Xin xem mã ở trang Cán bộ.") % words[0][:40])
            if len(words) > 1 and not Post.objects.filter(pk=words[1]).exists():
                raise ValidationError(_("Không có vị trí mã «%s». Xin xem mã ở trang Tổ chức.") % words[1][:40])
        return lines

    def clean(self) -> dict[str, Any]:
        """Weights must say something, and the policy must be one the engine takes."""
        from dungviec.placement.policy import Policy, PolicyFault

        got = super().clean() or self.cleaned_data
        if self.errors:
            return got
        if not any(got[f"weight_{part}"] for part in WEIGHTS):
            raise ValidationError(_("Bốn trọng số đều bằng 0: xin cho ít nhất một phần có trọng số."))
        try:
            got["policy"] = Policy.from_data(policy_data(got))
        except PolicyFault as fault:
            raise ValidationError(fault.vi if get_language() == "vi" else fault.en) from None
        got["policy"] = _with_needs(got["policy"], got["needs"])
        return got

    def policy(self) -> Policy:
        """The policy as asked for; after ``is_valid`` only."""
        found: Policy = self.cleaned_data["policy"]
        return found


def policy_data(got: dict[str, Any]) -> dict[str, Any]:
    """Cleaned values as plain data of a policy."""
    return {
        "name": got["policy_name"],
        "weights": {part: got[f"weight_{part}"] for part in WEIGHTS},
        "prices": {
            "move": {reach: got[f"move_{reach}"] for reach in MOVES},
            "vacancy": {f"importance_{k}": got[f"vacancy_{k}"] for k in VACANCIES},
            "unplaced": got["unplaced"],
        },
        "min_fit": got["min_fit"], "min_gain": got["min_gain"],
        "max_moves": got["max_moves"], "max_moves_per_unit": got["max_moves_per_unit"],
        "keep_level": got["keep_level"], "allow_needs_authority": got["allow_needs_authority"],
        "locks": got["locks"], "bans": got["bans"], **got["extra"],
        "scope": {"units": got["units"], "categories": got["categories"]},
    }  # fmt: skip


def policy_values(policy: Policy) -> dict[str, Any]:
    """A policy as initial values of the form (without scope and limit of moves, which belong to a round)."""
    values: dict[str, Any] = {"policy_name": policy.name}
    values |= {f"weight_{part}": getattr(policy.weights, part) for part in WEIGHTS}
    values |= {f"move_{reach}": getattr(policy.prices.move, reach) for reach in MOVES}
    values |= {f"vacancy_{k}": policy.prices.vacancy.of(k) for k in VACANCIES}
    values |= {
        "unplaced": policy.prices.unplaced, "min_fit": policy.min_fit, "min_gain": policy.min_gain,
        "max_moves_per_unit": policy.max_moves_per_unit, "keep_level": policy.keep_level,
        "allow_needs_authority": policy.allow_needs_authority,
        "locks": "\n".join(" ".join(filter(None, (lock.person, lock.post))) for lock in policy.locks),
        "bans": "\n".join(f"{ban.person} {ban.post}" for ban in policy.bans),
        "extra": _extra_of(policy),
    }  # fmt: skip
    return values


def _with_needs(policy: Policy, needs: Iterable[UnitNeed]) -> Policy:
    """The policy with the needs that this round takes up."""
    return policy.model_copy(update={"requirements": (*policy.requirements, *requirements_of(needs))})


def _extra_of(policy: Policy) -> str:
    """The parts of a policy that the form shows as YAML, without those at their default and without needs of units: a round takes those anew."""
    from io import StringIO

    from ruamel.yaml import YAML

    kept = [r for r in policy.requirements if not r.name.startswith(OF_UNITS)]
    data = policy.model_copy(update={"requirements": tuple(kept)}).model_dump(
        mode="json", include=set(EXTRA), exclude_defaults=True
    )
    if not data:
        return ""
    out = StringIO()
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.dump({key: data[key] for key in EXTRA if key in data}, out)
    return out.getvalue()


def saved_policies() -> list[PolicyVersion]:
    """The policies to choose from: every version, latest of each name first."""
    return list(PolicyVersion.objects.select_related("made_by").order_by("name", "-version"))
