"""What is asked at each deed on a case. Days are typed as 10/12/2020; every refusal names the value and what to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.conduct import GROUNDS, PARTS
from dungviec.office.conduct.models import Source
from dungviec.office.conduct.services import POST_FORMS, HeldPost, Parting
from dungviec.office.shell.fields import DayField, WholeField
from dungviec.office.shell.language import k, lang
from dungviec.records.codes import DISCIPLINE_FORMS, DISCIPLINE_KINDS
from dungviec.records.integrity_codes import CONFLICT_MEASURES, DECLARATION_KINDS

SEATS = 7
"""Places of the form for a council."""


def _codes(codes: Any) -> list[tuple[str, str]]:
    return [(c.value, c.en if k() else c.vi) for c in codes]


def text(label: Any, *, most: int, required: bool = False, tall: bool = False, help_text: Any = "") -> forms.CharField:
    """A line of text, or with ``tall`` several."""
    widget: forms.Widget = forms.Textarea(attrs={"class": "textarea", "rows": 4}) if tall else forms.TextInput(attrs={"class": "input", "autocomplete": "off"})  # fmt: skip
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=help_text)


def choice(label: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    """One of a list that the form fills when it is made."""
    return forms.ChoiceField(label=label, required=required, widget=forms.Select(attrs={"class": "select"}), help_text=help_text)  # fmt: skip


def tick(label: Any, help_text: Any = "") -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs={"class": "checkbox checkbox-sm"}), help_text=help_text)  # fmt: skip


class PostsField(forms.MultipleChoiceField):
    """Posts that a decision ends: those the page offers, ticked."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "checkbox checkbox-sm"})
        super().__init__(required=False, widget=widget, **kwargs)

    def offer(self, posts: Sequence[HeldPost], *, ticked: bool) -> None:
        """The posts held; the leading ones are ticked beforehand where the form of discipline takes them by itself."""
        self.choices = [(p.key, ", ".join(x for x in (p.title, p.unit) if x)) for p in posts]
        self.initial = [p.key for p in posts if p.leads and ticked]


class VersionForm(forms.Form):
    """A deed on a case as the page showed it."""

    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput())


def spoke(label: Any) -> forms.TypedChoiceField:
    """Whether the person spoke: yes, no, or not said yet."""
    return forms.TypedChoiceField(
        label=label, required=True, empty_value=None, coerce=lambda v: v == "co", widget=forms.Select(attrs={"class": "select"}),
        choices=[("", "–"), ("co", gettext_lazy("Có")), ("khong", gettext_lazy("Không, dù đã được yêu cầu"))],
        error_messages={"required": gettext_lazy("Xin ghi người đó có được trình bày hay không.")},
    )  # fmt: skip


class OpenForm(forms.Form):
    """A new case."""

    person_id = text(
        gettext_lazy("Mã cán bộ"), most=40, required=True, help_text=gettext_lazy("Xem mã ở trang Cán bộ.")
    )
    kind = choice(gettext_lazy("Loại kỷ luật"), help_text=gettext_lazy("Kỷ luật Đảng do tổ chức đảng quyết định; ở đây chỉ ghi lại."))  # fmt: skip
    act = text(gettext_lazy("Hành vi được xem xét"), most=400, required=True, tall=True, help_text=gettext_lazy("Ghi sự việc, không ghi kết luận. Nhiều hành vi cùng lúc thì ghi trong một vụ việc."))  # fmt: skip
    duty_related = tick(gettext_lazy("Liên quan đến nhiệm vụ được giao"))
    source = choice(gettext_lazy("Nguồn"))
    source_paper = text(gettext_lazy("Văn bản nguồn (số, ngày)"), most=160)
    reporter_id = text(gettext_lazy("Mã người báo cáo, nếu là người trong hồ sơ"), most=40, help_text=gettext_lazy("Người này không vào hội đồng; người bị xem xét không thấy mục này."))  # fmt: skip
    happened = DayField(label=gettext_lazy("Ngày xảy ra"))
    found = DayField(label=gettext_lazy("Ngày phát hiện"), help_text=gettext_lazy("Thời hạn xử lý tính từ ngày này."))
    opened = DayField(label=gettext_lazy("Ngày mở vụ việc"))
    party_decided = DayField(label=gettext_lazy("Ngày kỷ luật Đảng về cùng việc, nếu có"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = list(reversed(_codes(DISCIPLINE_KINDS)))
        fields["source"].choices = Source.choices


class NoticeForm(VersionForm):
    """The person is told and asked to explain."""

    day = DayField(label=gettext_lazy("Ngày thông báo"))
    paper = text(gettext_lazy("Số thông báo"), most=160)
    explain_by = DayField(label=gettext_lazy("Hạn giải trình"), help_text=gettext_lazy("Văn phòng tự đặt: kho chưa có văn bản về số ngày."))  # fmt: skip


class ExplanationForm(VersionForm):
    """The person explained, or was asked and did not."""

    day = DayField(label=gettext_lazy("Ngày nhận giải trình"))
    heard = spoke(gettext_lazy("Người đó có giải trình?"))
    explanation = text(gettext_lazy("Nội dung giải trình"), most=6000, tall=True, help_text=gettext_lazy("Bỏ trống nếu người đó đã gửi qua trang của mình."))  # fmt: skip
    paper = text(gettext_lazy("Văn bản, biên bản"), most=160)


class CouncilForm(VersionForm):
    """Who sits on the council, and when it meets."""

    day = DayField(label=gettext_lazy("Ngày lập hội đồng"))
    paper = text(gettext_lazy("Quyết định lập hội đồng"), most=160)
    meeting_at = text(gettext_lazy("Giờ, ngày, nơi họp"), most=160, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = []
        for n in range(1, SEATS + 1):
            self.fields[f"m{n}"] = text(gettext_lazy("Mã thành viên"), most=40)
            part = choice(gettext_lazy("Phần việc"), required=False)
            part.choices = [(key, w[k()]) for key, w in PARTS.items()]
            part.initial = "chair" if n == 1 else "secretary" if n == 2 else "member"
            self.fields[f"p{n}"] = part
            self.seats.append((self[f"m{n}"], self[f"p{n}"]))

    def council(self) -> list[tuple[str, str]]:
        """Identifier and part of each place that was filled in."""
        got = self.cleaned_data
        return [(got[f"m{n}"].strip(), got[f"p{n}"] or "member") for n in range(1, SEATS + 1) if got[f"m{n}"].strip()]


class MeetingForm(VersionForm):
    """The council met, heard the person and voted."""

    day = DayField(label=gettext_lazy("Ngày họp"))
    paper = text(gettext_lazy("Số biên bản"), most=160)
    heard = spoke(gettext_lazy("Người bị xem xét có trình bày trước hội đồng?"))
    note = text(gettext_lazy("Tóm tắt ý kiến trình bày, hoặc lý do vắng"), most=400, tall=True)
    present = WholeField(label=gettext_lazy("Số thành viên có mặt"), min_value=0, max_value=99)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.votes_for = ["none", *DISCIPLINE_FORMS.values]
        for form in self.votes_for:
            label = _("Không kỷ luật") if form == "none" else DISCIPLINE_FORMS.label(form, lang())
            self.fields[f"v_{form}"] = WholeField(label=label, required=False, min_value=0, max_value=99)

    def leave(self, forms_there: Collection[str]) -> None:
        """Ask only for votes on forms that exist for the person; a page without the law of the day asks for all."""
        for form in self.votes_for:
            if form not in forms_there:
                self.fields.pop(f"v_{form}", None)

    def votes(self) -> dict[str, int]:
        """Votes by form."""
        return {f: self.cleaned_data[f"v_{f}"] for f in self.votes_for if self.cleaned_data.get(f"v_{f}")}


class SignForm(VersionForm):
    """What is decided."""

    form = choice(gettext_lazy("Hình thức"))
    signed = DayField(label=gettext_lazy("Ngày ký"))
    effective = DayField(label=gettext_lazy("Có hiệu lực từ"))
    ends = DayField(label=gettext_lazy("Hết hiệu lực ngày"), required=False, help_text=gettext_lazy("Bỏ trống khi quy định của ngày ký đã nêu; ghi khi quyết định nêu."))  # fmt: skip
    posts = PostsField(label=gettext_lazy("Chức vụ thôi giữ khi cách chức, giáng chức, bãi nhiệm"), help_text=gettext_lazy("Kết thúc trong hồ sơ từ ngày quyết định có hiệu lực; buộc thôi việc thì mọi vị trí đều kết thúc."))  # fmt: skip
    to_post_id = text(gettext_lazy("Mã vị trí thấp hơn được bố trí, nếu có"), most=40, help_text=gettext_lazy("Giáng chức thì phải có; cách chức, bãi nhiệm có thể bố trí sau bằng quyết định riêng."))  # fmt: skip
    paper = text(gettext_lazy("Số quyết định của tổ chức đảng"), most=40, help_text=gettext_lazy("Chỉ ghi cho kỷ luật Đảng; quyết định hành chính lấy số của văn phòng."))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["form"].choices = _codes(DISCIPLINE_FORMS)

    def offer(self, posts: Sequence[HeldPost], offered: Sequence[tuple[str, str]], *, party: bool) -> None:
        """Ask only what can be answered: posts where some are held, a lower post where a form gives one, the Party's number in a Party case."""
        fields: Any = self.fields
        fields["form"].choices = list(offered)
        if posts and POST_FORMS & {value for value, _words in offered}:
            fields["posts"].offer(posts, ticked=not party)
        else:
            fields.pop("posts")
            fields.pop("to_post_id")
        if not party:
            fields.pop("paper")

    def parting(self) -> Parting:
        """The posts that end, None where the page did not ask, and the lower one."""
        got = self.cleaned_data
        posts = tuple(got["posts"]) if "posts" in got and got["form"] in POST_FORMS else None
        return Parting(posts, got.get("to_post_id", "").strip())


class CloseForm(VersionForm):
    """The case ends without discipline."""

    day = DayField(label=gettext_lazy("Ngày khép lại"))
    why = text(gettext_lazy("Lý do khép lại"), most=400, required=True, tall=True)


class PauseForm(VersionForm):
    """The case may not be looked at yet."""

    ground = choice(gettext_lazy("Lý do chưa xem xét"))
    since = DayField(label=gettext_lazy("Từ ngày"))
    paper = text(gettext_lazy("Giấy tờ làm căn cứ"), most=160, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["ground"].choices = [(key, w[k()].capitalize()) for key, w in GROUNDS.items()]


class ResumeForm(VersionForm):
    """It may be looked at again."""

    until = DayField(label=gettext_lazy("Đến hết ngày"))
    asked = tick(gettext_lazy("Người đó đề nghị bằng văn bản được xem xét ngay"))


class ExtendForm(VersionForm):
    """The longer time to decide."""

    day = DayField(label=gettext_lazy("Ngày quyết định kéo dài"))
    paper = text(gettext_lazy("Văn bản kéo dài và lý do"), most=160, required=True)


class AppealForm(forms.Form):
    """An appeal as it came in."""

    day = DayField(label=gettext_lazy("Ngày nhận khiếu nại"))
    grounds = text(gettext_lazy("Nội dung khiếu nại"), most=6000, required=True, tall=True)
    due = DayField(label=gettext_lazy("Hạn giải quyết"), required=False, help_text=gettext_lazy("Kho chưa có thời hạn khiếu nại kỷ luật: ghi hạn và văn bản quy định."))  # fmt: skip
    due_basis = text(gettext_lazy("Hạn theo văn bản nào"), most=200)


class AnswerForm(VersionForm):
    """What came of the appeal."""

    outcome = choice(gettext_lazy("Kết quả"))
    day = DayField(label=gettext_lazy("Ngày giải quyết"))
    form = choice(gettext_lazy("Hình thức nhẹ hơn, nếu thay đổi"), required=False)
    paper = text(gettext_lazy("Văn bản giải quyết"), most=160, required=True)
    words = text(gettext_lazy("Lý do"), most=400, required=True, tall=True)
    reopen = tick(gettext_lazy("Mở lại chức vụ đã kết thúc theo quyết định"), gettext_lazy("Khi hủy hoặc đổi hình thức. Bỏ dấu nếu chỗ ấy đã có người hoặc người này đã nhận vị trí khác: khi đó bố trí bằng quyết định riêng."))  # fmt: skip
    to_post_id = text(gettext_lazy("Mã vị trí thấp hơn, nếu đổi sang giáng chức"), most=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["outcome"].choices = [("upheld", _("Giữ nguyên quyết định")), ("changed", _("Đổi sang hình thức nhẹ hơn")), ("annulled", _("Hủy quyết định"))]  # fmt: skip
        fields["form"].choices = [("", "–"), *_codes(DISCIPLINE_FORMS)]

    def ask_of_posts(self, posts: Collection[str], lowered: bool) -> None:
        """The two questions on posts only where the decision ended some, the lower one only where the law still has a demotion."""
        if not posts:
            self.fields.pop("reopen")
        if not posts or not lowered:
            self.fields.pop("to_post_id")

    def parting(self) -> Parting:
        """The lower post of a demotion; the leading posts end by themselves."""
        return Parting(None, self.cleaned_data.get("to_post_id", "").strip())


class InterestForm(forms.Form):
    """A conflict of interest, declared by the official."""

    known = DayField(label=gettext_lazy("Ngày biết có xung đột lợi ích"))
    relation = text(gettext_lazy("Quan hệ"), most=120, required=True, help_text=gettext_lazy("Như: em ruột của tôi là người nộp hồ sơ."))  # fmt: skip
    matter = text(gettext_lazy("Việc được giao"), most=300, required=True, tall=True)
    step_aside = tick(gettext_lazy("Tôi xin không tham gia giải quyết việc này"))


class MeasureForm(forms.Form):
    """What is done about a conflict of interest."""

    measure = choice(gettext_lazy("Biện pháp"))
    day = DayField(label=gettext_lazy("Ngày quyết định biện pháp"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["measure"].choices = _codes(CONFLICT_MEASURES)


class RoundForm(forms.Form):
    """The declarations of a year are asked for."""

    kind = choice(gettext_lazy("Loại kê khai"))
    day = DayField(label=gettext_lazy("Ngày yêu cầu"))
    due = DayField(label=gettext_lazy("Hạn nộp"))
    leads = tick(gettext_lazy("Người giữ chức vụ lãnh đạo"))
    sensitive = tick(gettext_lazy("Người giữ vị trí phải chuyển đổi định kỳ"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = list(reversed(_codes(DECLARATION_KINDS)[:2]))


class DrawForm(forms.Form):
    """Declarations are drawn for verification."""

    count = WholeField(label=gettext_lazy("Số bản kê khai rút"), min_value=1, max_value=1000)
    seed = text(gettext_lazy("Số rút"), most=80, required=True, help_text=gettext_lazy("Lấy từ nguồn ai cũng xem được và chưa ai biết trước, như kết quả xổ số ngày rút."))  # fmt: skip
    source = text(gettext_lazy("Số rút lấy từ đâu"), most=200, required=True)
    day = DayField(label=gettext_lazy("Ngày rút"))
