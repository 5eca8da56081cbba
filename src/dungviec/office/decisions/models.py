"""Issuing bodies and their numbers, decisions with what became of them, packets, handovers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.documents.decisions import NUMBERED, kind_words
from dungviec.office.registry.models.fields import CodeField


class Agency(models.Model):
    """A body that issues papers: what stands in the letterhead, the symbol of its numbers, who signs."""

    name = models.CharField(_("Tên cơ quan"), max_length=200)
    """Lines as printed, separated by line breaks."""
    superior = models.CharField(_("Cơ quan cấp trên"), max_length=200, blank=True)
    symbol = models.CharField(_("Ký hiệu"), max_length=20)
    place = models.CharField(_("Địa danh"), max_length=60)
    authority = models.CharField(_("Thẩm quyền ban hành"), max_length=200)
    signs_as = models.CharField(_("Quyền hạn, chức vụ người ký"), max_length=200)
    proposer = models.CharField(_("Cơ quan trình"), max_length=120)
    proposer_symbol = models.CharField(_("Ký hiệu cơ quan trình"), max_length=20)

    class Meta:
        verbose_name = _("cơ quan ban hành")
        verbose_name_plural = _("cơ quan ban hành")

    def __str__(self) -> str:
        return self.name.replace("\n", " ")


class Counter(models.Model):
    """The last number given by a body for a kind of paper in a year; writers queue on the row."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="counters")
    symbol = models.CharField(max_length=20)
    """Kind of paper and body: «QĐ-UBND», «TTr-PNV»."""
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["agency", "symbol", "year"], name="one_counter_per_kind_and_year")
        ]
        verbose_name = _("sổ số")
        verbose_name_plural = _("sổ số")

    def __str__(self) -> str:
        return f"{self.last}/{self.symbol} {self.year}"


class Packet(models.Model):
    """Decisions that go together: of one round, or of one sitting."""

    title = models.CharField(_("Tên đợt"), max_length=160)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="packets")
    round_id = models.BigIntegerField(null=True, db_index=True)
    """The placement round it came from."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    submission_number = models.PositiveIntegerField(null=True)
    submitted_on = models.DateField(null=True)
    submission_signer = models.CharField(max_length=120, blank=True, default="")
    """Who headed the body that submits on that day: the name below the submission."""

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("đợt quyết định")
        verbose_name_plural = _("đợt quyết định")

    def __str__(self) -> str:
        return self.title


class State(models.TextChoices):
    """Where a decision stands. Whether a signed one is in effect is told by its day, not kept."""

    DRAFT = "draft", _("Dự thảo")
    SUBMITTED = "submitted", _("Đã trình")
    SIGNED = "signed", _("Đã ký")
    UNDONE = "undone", _("Thu hồi trước hiệu lực")
    DROPPED = "dropped", _("Bỏ dự thảo")
    ANNULLED = "annulled", _("Đã hủy")
    """A discipline decision that an appeal took away; the others end by one that replaces them."""


OPEN = (State.DRAFT, State.SUBMITTED)


class Decision(models.Model):
    """One decision about one person: about a post from draft to paper to record, about discipline from the signature of its case."""

    packet = models.ForeignKey(Packet, on_delete=models.PROTECT, null=True, related_name="decisions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(_("Loại quyết định"), max_length=20, choices=[(k, kind_words(k)) for k in NUMBERED])
    form = CodeField("discipline_form", _("Hình thức kỷ luật"), blank=True, default="")
    """Of a discipline decision, as it stands after appeals; its act and grounds stay sealed in its case."""
    state = models.CharField(_("Tình trạng"), max_length=12, choices=State.choices, default=State.DRAFT)
    person_id = models.CharField(_("Mã cán bộ"), max_length=40, db_index=True)
    person_name = models.CharField(_("Họ và tên"), max_length=120)
    sort_key = models.CharField(max_length=400, default="")
    from_post_id = models.CharField(max_length=40, blank=True)
    from_title = models.CharField(max_length=250, blank=True)
    from_unit = models.CharField(max_length=250, blank=True)
    from_path = models.CharField(max_length=400, blank=True)
    to_post_id = models.CharField(max_length=40, blank=True)
    to_title = models.CharField(max_length=250, blank=True)
    to_unit = models.CharField(max_length=250, blank=True)
    to_path = models.CharField(max_length=400, blank=True)
    effective = models.DateField(_("Có hiệu lực từ"))
    until = models.DateField(_("Đến hết ngày"), null=True)
    reason = models.CharField(_("Lý do"), max_length=300, blank=True)
    course = models.CharField(_("Khóa học"), max_length=200, blank=True)
    school = models.CharField(_("Nơi học"), max_length=200, blank=True)
    cost = models.CharField(_("Kinh phí"), max_length=120, blank=True)
    verdict = models.PositiveSmallIntegerField(null=True)
    """What the law said when it was last asked (0 to 3)."""
    law_mark = models.CharField(max_length=16, blank=True)
    exception = models.CharField(_("Ý kiến của cấp có thẩm quyền"), max_length=300, blank=True)
    exception_paper = models.CharField(_("Văn bản cho ý kiến"), max_length=120, blank=True)
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveIntegerField(null=True)
    signed_on = models.DateField(_("Ngày ký"), null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signer = models.CharField(_("Người ký"), max_length=120, blank=True)
    batch = models.ForeignKey("registry.Batch", on_delete=models.PROTECT, null=True, related_name="decisions")
    """The writes that carried it into the records."""
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["state", "effective"], name="decisions_by_state")]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(
                fields=["agency", "year", "number"], condition=models.Q(number__isnull=False), name="no_number_twice"
            )
        ]
        verbose_name = _("quyết định")
        verbose_name_plural = _("quyết định")

    def __str__(self) -> str:
        return self.symbol or f"{self.get_kind_display()} #{self.pk}"

    @property
    def symbol(self) -> str:
        """``12/QĐ-UBND``; empty while it is not signed."""
        return f"{self.number}/QĐ-{self.agency.symbol}" if self.number else ""

    @property
    def open(self) -> bool:
        """Whether it is not signed and not dropped."""
        return self.state in OPEN

    @property
    def by_case(self) -> bool:
        """Whether a case of discipline made it: only an appeal changes or annuls it, by that case."""
        return self.kind == "discipline"

    @property
    def signed(self) -> bool:
        """Whether it is signed and stands."""
        return self.state == State.SIGNED


class Deed(models.Model):
    """Who did what to a decision, and when: what the page tells. The ledger holds the same, chained."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="deeds")
    action = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.action}"


class HandoverItem(models.Model):
    """One thing to hand over when somebody leaves a post, and when it was done."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="handover")
    words = models.CharField(_("Nội dung bàn giao"), max_length=200)
    due = models.DateField(_("Hạn"), null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words


class Procedure(models.Model):
    """One run of a procedure for a post or a person: appointment, reappointment, rotation …"""

    name = models.CharField(_("Quy trình"), max_length=20)
    source = models.CharField(_("Nguồn"), max_length=12, default="local")
    title = models.CharField(_("Tên"), max_length=160)
    category = models.CharField(max_length=30)
    person_id = models.CharField(_("Mã cán bộ"), max_length=40, blank=True, db_index=True)
    post_id = models.CharField(_("Mã vị trí"), max_length=40, blank=True)
    started = models.DateField(_("Ngày bắt đầu"))
    approved = models.DateField(_("Ngày duyệt chủ trương"), null=True)
    term_ends = models.DateField(_("Hết thời hạn"), null=True)
    closed_on = models.DateField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("quy trình")
        verbose_name_plural = _("quy trình")

    def __str__(self) -> str:
        return self.title


class StepRecord(models.Model):
    """A step that was held: when, who, and the votes as counted."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=30)
    held = models.DateField(_("Ngày họp"))
    entitled = models.PositiveIntegerField(_("Tổng số"), null=True)
    summoned = models.PositiveIntegerField(_("Triệu tập"), null=True)
    present = models.PositiveIntegerField(_("Có mặt"), null=True)
    votes = models.JSONField(default=dict)
    """Identifier of a candidate → votes for."""
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["procedure", "step"], name="one_record_per_step")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.step}"
