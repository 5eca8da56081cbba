"""``dungviec office manage erase_again``: after an older backup came back, what was let go since is let go again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dungviec.office.privacy.retention import let_go_again


class Command(BaseCommand):
    """Reads the list kept beside the copies of the ledger's head."""

    help = "Xóa lại những dữ liệu đã xóa sau thời điểm của bản sao lưu."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how much went."""
        self.stdout.write(f"Đã xóa lại {let_go_again(by='dungviec')} mục.")
