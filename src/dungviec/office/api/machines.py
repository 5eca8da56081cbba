"""Machine accounts: an administrator makes one with a role and a unit and names its keeper; only the keeper draws its keys.

An administrator sees nobody's record, and must not come to by making an account that does: whoever draws the key has at least
the machine's rights already.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.accounts import open_account
from dungviec.office.access.models import Membership, Role, User
from dungviec.office.access.policy import viewer_of
from dungviec.office.api.models import Machine
from dungviec.office.api.tokens import TokenRefused, covers


@transaction.atomic
def open_machine(username: str, role: str, *, unit_id: str, keeper: str, purpose: str, by: User) -> Machine:
    """Make a machine account. Raises TokenRefused, and AccountRefused where no account could be made so."""
    if viewer_of(by).role != Role.ADMINISTRATOR:
        raise TokenRefused(_("Chỉ quản trị tạo tài khoản máy."))
    if role in (Role.ADMINISTRATOR, Role.OFFICIAL):
        raise TokenRefused(_("Máy không làm quản trị và không phải là một công chức. Xin chọn vai trò khác."))
    if not purpose.strip():
        raise TokenRefused(_("Xin ghi máy này dùng để làm gì."))
    responsible = User.objects.filter(username__iexact=keeper.strip(), is_active=True).first()
    if (
        responsible is None
        or not Membership.objects.filter(user=responsible).exists()
        or Machine.objects.filter(user=responsible).exists()
    ):
        raise TokenRefused(_("Không có tài khoản người phụ trách nào tên như vậy."))
    user = open_account(username, role, shown_name=purpose.strip()[:120], unit_id=unit_id, person_id="", by=by)
    if not covers(viewer_of(responsible), viewer_of(user)):
        raise TokenRefused(
            _("Người phụ trách phải có ít nhất quyền của máy: cùng vai trò, cùng đơn vị hoặc toàn cơ quan.")
        )
    made = Machine.objects.create(
        user=user, keeper=responsible, purpose=purpose.strip()[:200], made_by=by, made_at=timezone.now()
    )
    ledger.record(
        by.username,
        "open_machine",
        kind="account",
        subject=user.username[:60],
        keeper=responsible.username,
        role_given=role,
        unit=unit_id,
    )
    return made
