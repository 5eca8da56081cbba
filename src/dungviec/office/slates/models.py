"""Boards of leadership teams: a unit on a day, two to five slates, who sits where on each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Board(models.Model):
    """The leading posts of one unit on a day, to be filled on trial."""

    name = models.CharField(_("Tên"), max_length=160)
    unit_id = models.CharField(max_length=40)
    unit = models.CharField(max_length=200)
    path = models.CharField(max_length=400)
    as_of = models.DateField(_("Tại ngày"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name


class Slate(models.Model):
    """One way of filling the seats."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="slates")
    number = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="one_slate_per_number")]  # noqa: RUF012

    def __str__(self) -> str:
        return f"{self.board}/{self.number}"


class Sitting(models.Model):
    """Somebody on a seat of a slate."""

    slate = models.ForeignKey(Slate, on_delete=models.CASCADE, related_name="sittings")
    post_id = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    """Which of the post's seats, from 1."""
    person_id = models.CharField(max_length=40)

    class Meta:
        ordering = ("post_id", "place")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["slate", "post_id", "place"], name="one_person_per_seat"),
            models.UniqueConstraint(fields=["slate", "person_id"], name="one_seat_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.person_id}"
