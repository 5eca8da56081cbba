"""Reminds units of targets that are due, once a day: for the scheduler of the night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.programme import reminders
from dungviec.office.programme.board import programme_of, read_board
from dungviec.office.programme.faults import ProgrammeRefused
from dungviec.office.registry.gate import seen
from dungviec.office.registry.selectors import office_day


class Command(BaseCommand):
    """``remind_programme``: what the button of the programme's page does, without a person."""

    help = "Nhắc các đơn vị chỉ tiêu thiếu số, số cũ hoặc sắp đến hạn; mỗi chỉ tiêu một lần một ngày."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind for the programme of the day the data stand on."""
        day = office_day()
        found = programme_of(day)
        if found is None:
            self.stdout.write(_("Chưa có chương trình nào."))
            return
        board = read_board(seen(Viewer("remind_programme", Role.PERSONNEL, day=day), day), found)
        try:
            now, before = reminders.remind(board, by=None)
            self.stdout.write(_("Đã nhắc %(n)d chỉ tiêu; %(b)d đã nhắc hôm nay.") % {"n": now, "b": before})
        except ProgrammeRefused as refused:
            self.stdout.write(str(refused))
