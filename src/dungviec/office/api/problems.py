"""Refusals of the API as RFC 9457 problems: a Vietnamese sentence, the English one, what, where, how to mend; nothing personal."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError
from pydantic import Field

from dungviec.office.shell import broken
from dungviec.office.shell.faults import logger, place_of

PROBLEM_JSON = "application/problem+json"
TYPES = "/api/v1/problems/"


class Point(Schema):
    """One place of the question that does not fit."""

    where: str = Field(description="Path to the place, as `query.as_of` or `body.values.born`.")
    what: str = Field(description="The sentence in Vietnamese.")
    english: str
    mend: str = Field(default="", description="What to do, in Vietnamese.")


class ProblemDocument(Schema):
    """RFC 9457. `detail` is Vietnamese, `english` says the same; neither repeats a value that may be personal."""

    type: str
    title: str
    status: int
    detail: str
    english: str
    errors: list[Point] = Field(default_factory=list)


_SAID: dict[int, tuple[str, str, str]] = {
    400: ("bad-request", "Yêu cầu không đọc được. Xin xem lại cách viết và gửi lại.", "The request cannot be read. Check how it is written and send it again."),
    401: ("unauthenticated", "Cần khoá truy cập còn hiệu lực hoặc một phiên đăng nhập. Xin gửi «Authorization: Bearer <khoá>».", "A valid access token or a signed-in session is needed. Send “Authorization: Bearer <token>”."),
    403: ("forbidden", "Tài khoản hoặc khoá này không có quyền làm việc đó. Xin dùng khoá có quyền phù hợp.", "This account or token has no right to that. Use a token with the scope it needs."),
    404: ("not-found", "Không có gì ở địa chỉ này, hoặc tài khoản không được biết tới.", "There is nothing at this address, or nothing this account may know of."),
    405: ("method-not-allowed", "Địa chỉ này không nhận cách gọi đó. Xin xem tiêu đề «Allow».", "This address does not take that method. See the Allow header."),
    409: ("conflict", "Dữ liệu đã đổi từ lúc đọc, nên chưa ghi gì. Xin đọc lại rồi gửi lại.", "The data changed since it was read, so nothing was written. Read it again and send again."),
    413: ("too-large", "Nội dung gửi lên quá lớn. Xin chia nhỏ.", "What was sent is too large. Split it."),
    415: ("unsupported-media-type", "Chỉ nhận application/json, hoặc multipart/form-data khi có tệp.", "Only application/json is taken, or multipart/form-data with files."),
    422: ("unprocessable", "Nội dung gửi lên chưa dùng được. Xin sửa các chỗ nêu trong «errors».", "What was sent cannot be used. Mend the places named in “errors”."),
    428: ("precondition-required", "Xin gửi kèm «If-Match» với dấu (ETag) của lần đọc, để không ghi đè lên sửa đổi của người khác.", "Send If-Match with the ETag that was read, so that nobody's change is overwritten."),
    429: ("too-many-requests", "Đã gọi quá số lần trong một phút của khoá này. Xin đợi theo «Retry-After».", "Too many requests of this token within a minute. Wait as Retry-After says."),
    500: ("internal", "Máy chủ gặp lỗi; không có gì được ghi dở dang. Xin báo người quản trị.", "The server failed; nothing was half written. Tell the administrator."),
    503: ("busy", "Cơ sở dữ liệu chưa trả lời hoặc đang bận; không có gì được ghi dở dang. Xin gửi lại sau giây lát.", "The database does not answer or is busy; nothing was half written. Send again in a moment."),
    507: ("disk-full", "Máy chủ hết chỗ trống trên đĩa; không có gì được ghi dở dang. Xin báo người quản trị.", "The server's disk is full; nothing was half written. Tell the administrator."),
}  # fmt: skip


class Problem(Exception):
    """A refusal on its way to the caller. ``english`` and ``vietnamese`` replace the usual sentences of the status."""

    def __init__(
        self, status: int, vietnamese: str = "", english: str = "", *, kind: str = "", points: Sequence[Point] = (), headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(vietnamese or english or str(status))
        self.status, self.points, self.headers = status, list(points), dict(headers or {})
        slug, vi, en = _SAID.get(status, _SAID[400])
        self.kind = kind or slug
        self.vietnamese, self.english = vietnamese or vi, english or (vietnamese or en)

    @property
    def document(self) -> ProblemDocument:
        """What the caller reads."""
        title = self.vietnamese.split(". ")[0].rstrip(".")[:200]
        return ProblemDocument(
            type=TYPES + self.kind, title=title, status=self.status, detail=self.vietnamese, english=self.english, errors=self.points
        )  # fmt: skip

    def response(self) -> HttpResponse:
        """As an answer."""
        body = json.dumps(self.document.model_dump(), ensure_ascii=False)
        response = HttpResponse(body, content_type=PROBLEM_JSON, status=self.status)
        for name, value in self.headers.items():
            response[name] = value
        if self.status == 401:
            response["WWW-Authenticate"] = 'Bearer realm="dungviec"'
        return response


_SHAPES: dict[str, tuple[str, str]] = {
    "missing": ("Thiếu giá trị này.", "This value is missing."),
    "extra_forbidden": ("Không có trường nào tên như vậy.", "There is no field of that name."),
    "json_invalid": ("Nội dung không phải JSON.", "The body is not JSON."),
    "string_too_long": ("Dài quá mức cho phép.", "It is too long."),
    "string_too_short": ("Ngắn quá mức cho phép.", "It is too short."),
    "string_pattern_mismatch": ("Không đúng dạng quy định.", "It does not have the form that is asked."),
    "enum": ("Không phải giá trị trong danh mục.", "It is not a value of the list."),
    "literal_error": ("Không phải giá trị trong danh mục.", "It is not a value of the list."),
    "greater_than_equal": ("Nhỏ hơn mức cho phép.", "It is below the least value."),
    "less_than_equal": ("Lớn hơn mức cho phép.", "It is above the greatest value."),
}


def points_of(errors: Sequence[Mapping[str, Any]]) -> list[Point]:
    """The places pydantic found wanting, in words; what was sent there is not repeated."""
    found = []
    for error in errors[:50]:
        kind = str(error.get("type", ""))
        if kind in _SHAPES:
            vi, en = _SHAPES[kind]
        elif kind.startswith("date"):
            vi, en = "Phải là một ngày, ví dụ 2020-12-10.", "It must be a day such as 2020-12-10."
        elif kind.startswith(("int", "float", "bool", "decimal")):
            vi, en = "Phải là một số hoặc giá trị đúng, sai.", "It must be a number or true or false."
        else:
            vi, en = "Giá trị không đúng kiểu dữ liệu.", "The value has the wrong type."
        where = ".".join(str(part) for part in error.get("loc", ()))[:200]
        found.append(Point(where=where, what=vi, english=en, mend="Xin xem mô tả của trường này trong openapi.json."))
    return found


def problem_of(raised: Exception) -> Problem:
    """The problem that an exception of the office is to its caller; an unforeseen one is a 500 and a line of the log without data."""
    if isinstance(raised, Problem):
        return raised
    if isinstance(raised, NinjaValidationError):
        return Problem(422, points=points_of(raised.errors))
    if isinstance(raised, AuthenticationError):
        return Problem(401)
    if isinstance(raised, RequestDataTooBig):
        return Problem(413)
    if isinstance(raised, HttpError):
        return Problem(raised.status_code)
    if isinstance(raised, PermissionDenied):
        named = type(raised).__name__ == "FieldRefused"
        return Problem(403, str(raised), "A field that this account may not see can be neither filtered, sorted nor counted.", kind="field-refused") if named else Problem(403)  # fmt: skip
    if isinstance(raised, ReauthenticationRequired):
        return Problem(
            403,
            "Việc này cần xác nhận lại mật khẩu, nên chỉ làm trong trình duyệt.",
            "This asks for the password again, so it is done in a browser only.",
            kind="confirm-in-browser",
        )
    if isinstance(raised, Http404):
        return Problem(404)
    if isinstance(raised, SuspiciousOperation):
        return Problem(400)
    if isinstance(raised, ValidationError):
        return Problem(422)
    if isinstance(raised, ValueError) and type(raised).__module__.startswith("dungviec."):
        fields = getattr(raised, "fields", None)
        points = [Point(where=f"body.{name}", what=str(words), english=str(words)) for name, words in fields.items()] if isinstance(fields, Mapping) else []  # fmt: skip
        return Problem(
            422, str(raised), str(getattr(raised, "english", "") or getattr(raised, "en", "") or raised), kind="refused", points=points,
        )  # fmt: skip
    logger.error("api broke: %s at %s", type(raised).__name__, place_of(sys.exc_info()[2] or raised.__traceback__))
    status = broken.status_of(raised)
    return Problem(status, headers={"Retry-After": str(broken.RETRY_AFTER)} if status == broken.GONE else None)


def answer_problem(_request: HttpRequest, raised: Exception | type[Exception]) -> HttpResponse:
    """The answer to an exception."""
    return problem_of(raised if isinstance(raised, Exception) else raised()).response()
