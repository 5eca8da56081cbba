"""A secret vote: what is asked, who may vote, and the sealed box. Nothing here says who cast which ballot, or when or in what order."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dungviec.ballots import FORMS, form_words
from dungviec.ballots.counting import SMALLEST_GROUP


class Phase(models.TextChoices):
    """Where a vote stands. Slips are given out in one phase and spent in the next: the two never run beside each other."""

    DRAFT = "draft", _("Chuẩn bị")
    ISSUING = "issuing", _("Đang phát phiếu")
    CASTING = "casting", _("Đang bỏ phiếu")
    COUNTED = "counted", _("Đã kiểm phiếu")
    VOID = "void", _("Đã hủy")


def new_code() -> str:
    """A fresh public name of a vote's box."""
    return secrets.token_hex(8)


class Vote(models.Model):
    """One secret vote."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    """The public name of its box, in the address that needs no log-in."""
    title = models.CharField(_("Tên cuộc bỏ phiếu"), max_length=160)
    form = models.CharField(_("Loại phiếu"), max_length=12, choices=[(key, form_words(key)) for key in FORMS])
    candidates = models.JSONField(default=list)
    """``[[person_id, name, title], …]`` in the order printed."""
    smallest = models.PositiveSmallIntegerField(_("Số phiếu ít nhất để mở hòm"), default=SMALLEST_GROUP)
    phase = models.CharField(_("Tình trạng"), max_length=8, choices=Phase.choices, default=Phase.DRAFT)
    procedure = models.ForeignKey("decisions.Procedure", on_delete=models.PROTECT, null=True, related_name="votes")
    step = models.CharField(max_length=30, blank=True)
    committee = models.CharField(_("Ban kiểm phiếu"), max_length=200, blank=True)
    signing_key = models.TextField(blank=True)
    """Signs slips, under the cover of the giving out; destroyed when that ends."""
    signing_public = models.TextField(blank=True)
    box_public = models.TextField(blank=True)
    box_locked = models.TextField(blank=True)
    """The box's key under the words of two members of the committee; destroyed at the count."""
    given_out = models.PositiveIntegerField(default=0)
    """How many electronic slips were signed, as the roll told when the giving out ended."""
    result = models.JSONField(null=True)
    receipts = models.JSONField(default=list)
    minutes = models.CharField(_("Biên bản"), max_length=80, blank=True)
    made_on = models.DateField()
    counted_on = models.DateField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("cuộc bỏ phiếu kín")
        verbose_name_plural = _("cuộc bỏ phiếu kín")

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        """Whether it is under way or being prepared."""
        return self.phase in (Phase.DRAFT, Phase.ISSUING, Phase.CASTING)


class Way(models.TextChoices):
    """How somebody on the roll got a slip."""

    NONE = "", _("chưa nhận phiếu")
    BROWSER = "browser", _("nhận phiếu điện tử")
    PAPER = "paper", _("nhận phiếu giấy")


class Voter(models.Model):
    """Somebody on the roll, and whether a slip was taken. Whether it was cast is not known to anybody but the voter."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="voters")
    person_id = models.CharField(max_length=40, db_index=True)
    person_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400, default="")
    way = models.CharField(max_length=8, choices=Way.choices, blank=True, default=Way.NONE)
    blinded = models.CharField(max_length=64, blank=True)
    """Digest of the blinded value that was signed: the same one may be asked for again, another may not. Destroyed at the count."""

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = [models.UniqueConstraint(fields=["vote", "person_id"], name="once_on_the_roll")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.vote_id} {self.person_id}"


class SealedBox(models.Model):
    """All ballots of a vote as one value in one row, in the order of the slips' digests, written anew with each: rows of their own would
    keep the order and the moment of their coming (row numbers, transaction marks). The value lies under a cover whose key is a file
    that dies with the vote (:mod:`.covers`): older versions of the row that a database keeps somewhere tell nothing either."""

    vote = models.OneToOneField(Vote, on_delete=models.CASCADE, related_name="box")
    covered = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.vote_id}"
