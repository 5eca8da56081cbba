"""Looks for changes, pushes what waits, and deletes exports that ran out: for a scheduler, every few minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.interchange.exports import forget_old
from dungviec.office.interchange.gathering import gather
from dungviec.office.interchange.pushing import push


class Command(BaseCommand):
    """``send_national``: what the buttons of the page do, without a person."""

    help = "Rà soát thay đổi để liên thông, đẩy bản đang chờ (nếu đã bật), xóa tệp xuất đã hết hạn."

    def handle(self, *args: Any, **options: Any) -> None:
        """One pass."""
        found, sent, gone = gather(by="send_national"), push(by="send_national"), forget_old(timezone.now())
        words = {
            "m": found.made,
            "h": found.held,
            "a": sent.acknowledged,
            "r": sent.refused,
            "l": sent.later,
            "g": gone,
        }
        self.stdout.write(
            _("%(m)d bản mới (%(h)d giữ lại); %(a)d được nhận, %(r)d bị từ chối, %(l)d để sau; xóa %(g)d tệp xuất.")
            % words
        )
