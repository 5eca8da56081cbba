"""One course of the catalogue, typed or read from a file."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.shell.fields import DayField, WholeField
from dungviec.office.shell.language import k
from dungviec.office.training.forms.base import RevisedForm
from dungviec.office.training.models import Course, Form, Owner
from dungviec.records.codes import CATEGORIES, LEVELS, TRAINING_KINDS, UNIT_KINDS, CodeList
from dungviec.records.vietnamese import fold
from dungviec.training.subjects import known, top

COLUMNS = (
    "code", "title", "kind", "form", "owner", "place", "days", "seats", "least", "classes", "promised", "per_person", "per_class", "closes", "begins", "ends",
    "part_time", "categories", "levels", "unit_kinds", "party_member", "postgraduate", "months", "valid_from", "valid_to", "months_valid", "programme",
)  # fmt: skip
"""The fields in the order of the form and of the file."""
_CLOSES = re.compile(r"(?P<what>[A-Za-z_]+\d*(?::\w+)?)(?:\s*[: ]\s*(?P<a>\d)\s*[-–→]\s*(?P<b>\d))?")


def code_choices(codes: CodeList) -> list[tuple[str, str]]:
    """A code list as choices in the language of the page."""
    vi = not k()
    return [(c.value, c.vi if vi else c.en) for c in codes]


class CodesField(forms.CharField):
    """Several codes or words of a list, separated by commas; empty means any."""

    def __init__(self, *, codes: CodeList, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Cách nhau bằng dấu phẩy; bỏ trống là không giới hạn."))
        super().__init__(**kwargs)
        self.codes = codes

    def prepare_value(self, value: Any) -> Any:
        """As the screen writes them."""
        return (
            ", ".join(self.codes.label(v, "vi").replace(",", "") for v in value) if isinstance(value, list) else value
        )

    def clean(self, value: Any) -> Any:
        """The codes. Raises ValidationError naming those that do not exist."""
        by_fold = {fold(word.replace(",", "")): c.value for c in self.codes for word in (c.value, c.vi, c.en)}
        asked = [w.strip() for w in super().clean(value).replace(";", ",").split(",") if w.strip()]
        if strangers := [w for w in asked if fold(w) not in by_fold]:
            raise forms.ValidationError(
                _("Không có «%(codes)s» trong danh mục. Có: %(known)s.")
                % {"codes": ", ".join(strangers)[:60], "known": ", ".join(c.vi.replace(",", "") for c in self.codes)}
            )
        return list(dict.fromkeys(by_fold[fold(w)] for w in asked))


class ClosesField(forms.CharField):
    """What a course closes, as ``G3 1-3, theory 1-2``: subject, level it starts from, level it leads to."""

    def prepare_value(self, value: Any) -> Any:
        """As the screen writes it."""
        if not isinstance(value, list):
            return value
        return ", ".join(w if top(w) == 1 else f"{w} {start}-{end}" for w, start, end in value)

    def clean(self, value: Any) -> Any:
        """``[subject, start, end]`` each. Raises ValidationError naming the part that cannot be read."""
        found: list[list[Any]] = []
        for part in (p.strip() for p in super().clean(value).replace(";", ",").split(",")):
            if not part:
                continue
            match = _CLOSES.fullmatch(part)
            what = match["what"] if match else ""
            start, end = (int(match["a"] or 0), int(match["b"] or 1)) if match else (0, 0)
            if not match or not known(what) or not 0 <= start < end <= top(what):
                raise forms.ValidationError(
                    _("Không đọc được «%s». Xin ghi như «G3 1-3» hoặc «theory 1-2».") % part[:40]
                )
            found.append([what, start, end])
        return found


class YesField(forms.BooleanField):
    """A tick; in a file the words «Có» and «x» tick it too."""

    def to_python(self, value: Any) -> bool:
        """Whether it is ticked."""
        if isinstance(value, str) and fold(value.strip()) in ("", "khong", "0", "false", "no", "off"):
            return False
        return bool(value)


class CourseForm(RevisedForm):
    """A course."""

    code = forms.RegexField(
        r"^[A-Za-zĐđ0-9][A-Za-zĐđ0-9._/-]*$", label=gettext_lazy("Mã khóa"), max_length=30,
        error_messages={"invalid": gettext_lazy("Mã chỉ gồm chữ, số và các dấu . _ - /")},
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Tên khóa học"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"))
    form = forms.ChoiceField(label=gettext_lazy("Nội dung chương trình"), choices=Form.choices)
    owner = forms.ChoiceField(label=gettext_lazy("Bên mở"), choices=Owner.choices)
    place = forms.CharField(label=gettext_lazy("Nơi học"), max_length=150, required=False)
    days = WholeField(label=gettext_lazy("Số ngày học"), min_value=1, max_value=1500)
    seats = WholeField(label=gettext_lazy("Số chỗ mỗi lớp"), min_value=1, max_value=2000)
    least = WholeField(label=gettext_lazy("Ít nhất để mở lớp"), min_value=1, max_value=2000, required=False)
    classes = WholeField(label=gettext_lazy("Nhiều nhất mấy lớp một năm"), min_value=1, max_value=50, required=False)
    per_person = WholeField(label=gettext_lazy("Kinh phí mỗi người (đồng)"), min_value=0, max_value=2_000_000_000)
    per_class = WholeField(
        label=gettext_lazy("Kinh phí mỗi lớp (đồng)"), min_value=0, max_value=20_000_000_000, required=False
    )
    promised = WholeField(
        label=gettext_lazy("Chỗ dành cho người ngoài biên chế"), min_value=0, max_value=2000, required=False
    )
    closes = ClosesField(
        label=gettext_lazy("Học xong đạt gì"), max_length=300, required=False,
        help_text=gettext_lazy(
            "Mã năng lực và mức vào, mức ra: G3 1-3; lý luận chính trị theory 1-2; chứng chỉ: certificate:professional_title."
        ),
    )  # fmt: skip
    begins = DayField(label=gettext_lazy("Khai giảng dự kiến"), required=False)
    ends = DayField(label=gettext_lazy("Bế giảng dự kiến"), required=False)
    part_time = YesField(label=gettext_lazy("Vừa học vừa làm"), required=False)
    categories = CodesField(label=gettext_lazy("Đối tượng"), max_length=200, required=False, codes=CATEGORIES)
    levels = CodesField(label=gettext_lazy("Cấp chức vụ"), max_length=300, required=False, codes=LEVELS)
    unit_kinds = CodesField(label=gettext_lazy("Loại đơn vị"), max_length=300, required=False, codes=UNIT_KINDS)
    party_member = forms.TypedChoiceField(
        label=gettext_lazy("Đảng viên"),
        required=False,
        coerce=lambda v: v == "co",
        empty_value=None,
        choices=[
            ("", gettext_lazy("Không giới hạn")),
            ("co", gettext_lazy("Chỉ đảng viên")),
            ("khong", gettext_lazy("Chỉ người chưa vào Đảng")),
        ],
    )
    postgraduate = YesField(label=gettext_lazy("Đào tạo sau đại học"), required=False)
    months = WholeField(label=gettext_lazy("Thời gian đào tạo (tháng)"), min_value=1, max_value=120, required=False)
    valid_from = DayField(label=gettext_lazy("Có từ ngày"))
    valid_to = DayField(label=gettext_lazy("Đến hết ngày"), required=False)
    months_valid = WholeField(
        label=gettext_lazy("Chứng chỉ có giá trị (tháng)"), min_value=1, max_value=600, required=False
    )
    programme = forms.CharField(
        label=gettext_lazy("Nội dung chính"), max_length=2000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", code_choices(TRAINING_KINDS))

    def clean(self) -> dict[str, Any]:
        """What hangs together: the least below the seats, the end after the beginning; what was left empty gets its default."""
        got = super().clean() or self.cleaned_data
        got["least"], got["classes"] = got.get("least") or 1, got.get("classes") or 1
        got["per_class"], got["promised"] = got.get("per_class") or 0, got.get("promised") or 0
        if (seats := got.get("seats")) is not None and got["least"] > seats:
            self.add_error("least", _("Số ít nhất không lớn hơn số chỗ."))
        first, last = got.get("valid_from"), got.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Ngày hết phải sau ngày bắt đầu."))
        if (got.get("begins") is None) != (got.get("ends") is None):
            self.add_error("ends", _("Xin ghi cả ngày khai giảng và ngày bế giảng, hoặc bỏ trống cả hai."))
        elif got.get("begins") and got["ends"] < got["begins"]:
            self.add_error("ends", _("Ngày bế giảng phải sau ngày khai giảng."))
        if seats is not None and got["promised"] > seats * got["classes"]:
            self.add_error("promised", _("Số chỗ dành riêng không lớn hơn tổng số chỗ."))
        if got.get("postgraduate") and not got.get("months"):
            self.add_error("months", _("Đào tạo sau đại học cần ghi số tháng, vì thời gian cam kết tính theo đó."))
        return got

    @property
    def values(self) -> dict[str, Any]:
        """The columns of a course; after ``is_valid`` only."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


def values_of(course: Course) -> dict[str, Any]:
    """A course as initial values."""
    member = {None: "", True: "co", False: "khong"}[course.party_member]
    return {name: getattr(course, name) for name in (*COLUMNS, "revision")} | {"party_member": member}


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
