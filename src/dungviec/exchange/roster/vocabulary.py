"""What headings of personnel rosters mean: a scored table of patterns over folded text, collected from many offices.

A heading is folded (no marks, lower case) and stripped of punctuation before it is matched. The first pattern of the
highest score wins. Fields named ``_…`` are understood but not kept (phone, notes, allowances).
"""

from __future__ import annotations

import re
from functools import lru_cache

from dungviec.records.vietnamese import clean, fold

_PATTERNS: tuple[tuple[str, float, str], ...] = (
    # not kept, and stronger than what they resemble
    ("_relative", 1.0, r"\b(vo|chong|cha|me|bo|con|than nhan|nguoi than|nguoi gioi thieu)\b(?!.*\bcong\b).*\b(ten|sinh)\b|\bten\b.*\b(vo|chong|cha|me|con)\b"),
    ("_alias", 1.0, r"ten goi khac|bi danh|ten thuong goi|ten khac"),
    ("_id_issue", 1.0, r"(ngay|noi|thang|co quan) (cap|cap cccd|cap cmnd).*|^cap ngay|ngay het han"),
    ("_phone", 1.0, r"dien thoai|so dt\b|^sdt|\bsdt\b|di dong|^tel|phone|^mobile|so may$"),
    ("_email", 1.0, r"e ?mail|thu dien tu"),
    ("_note", 1.0, r"^ghi chu|^note|^luu y|^ly do$"),
    ("person_id", 1.0, r"^ma (can bo|cb|cbcc|cbccvc|nhan su)$"),
    ("_insurance", 1.0, r"bhxh|bhyt|bao hiem|so so\b|ma so thue|^mst\b|tai khoan|so the dang|so ho so|so hieu|ma (cb|can bo|nhan vien|nv|so can bo|cc|vc)\b|so the"),
    ("_decision", 1.0, r"so (quyet dinh|qd)|quyet dinh so|ngay (ky|ban hanh)"),
    ("_allowance", 1.0, r"phu cap|\bpc\b|tham nien|vuot khung|vk\b|tong he so|tong luong|thuc linh|muc luong|tien luong|^luong$|bao luu"),
    ("_age", 1.0, r"^tuoi$|^do tuoi|tuoi doi|tuoi dang|so tuoi"),
    ("_retirement", 1.0, r"nghi huu|ve huu|nghi che do"),
    ("_graduation", 1.0, r"nam tot nghiep|(xep )?loai tot nghiep|hinh thuc dao tao|he dao tao|loai hinh|thoi gian dao tao|nam dao tao"),
    ("_signature", 1.0, r"^ky (ten|nhan)|^chu ky"),
    ("_policy", 1.0, r"gia dinh|chinh sach|thuong binh|suc khoe|chieu cao|can nang|nhom mau|ton giao tin nguong khac|hon nhan"),
    ("_discipline", 1.0, r"ky luat|khen thuong|danh hieu|thi dua"),
    ("_proposed_rating", 1.0, r"\btu (danh gia|xep loai|nhan xet|phan loai|cham)|(tap the|de xuat|de nghi|to chuyen mon|dong nghiep).*(xep loai|danh gia|phan loai)|(xep loai|danh gia|phan loai).*(de xuat|de nghi|cua tap the)"),
    # who
    ("no", 1.0, r"^(stt|so tt|tt|so thu tu|no|s tt|so tt\b.*)$"),
    ("surname", 1.0, r"^(ho( va)? (ten |chu )?(dem|lot)|ho|ho dem|ten dem|dem|chu dem|ten lot|ho va ten dem|surname|last name|ho ten dem|ho va chu (dem|lot)|ho chu dem)$"),
    ("given", 1.0, r"^(ten|given name|first name|ten rieng|ten goi|ten chinh)$"),
    ("name", 1.0, r"^(ho( va)?( chu)?( ten)? ?(dem|lot)?( va)? ?ten)\b.*|^(ho va ten|ho ten|full ?name)\b.*|^name$"),
    ("name", 0.8, r"\b(ho ten|ho va ten)\b|^ten (can bo|nhan vien|cb|cc|vc|giao vien|nguoi|cong chuc|vien chuc|cbcc|dang vien)"),
    ("name", 0.45, r"^(can bo cong chuc( vien chuc)?|cbcc|cbccvc|can bo|cong chuc|vien chuc|nhan vien|nhan su|giao vien)$"),
    ("sex", 1.0, r"^(gioi tinh|gioi|gt|phai|sex|gender|nam nu|gioi tinh\b.*|gt\b.*|nam hay nu|nam hoac nu)$"),
    ("born", 1.0, r"\b(ngay|nam|thang|ntn|ntns|nt) ?(thang )?(nam )?sinh\b|^sinh (ngay|nam)\b|^ntns$|^ngay sinh|^nam sinh|^ngs$|^ns$|birth|^dob$|ngay sanh|^sinh$|^ntn sinh"),
    ("citizen_id", 1.0, r"dinh danh|cmnd|\bcmt\b|cmtnd|cccd|can cuoc|chung minh|^so cc$|^cc$|citizen|^id$|^gcmnd|so ddcn|ddcn"),
    ("ethnicity", 1.0, r"^(dan toc|dt|d toc|thanh phan dan toc|ethnic\w*|dan toc\b.*|dtoc)$"),
    ("religion", 1.0, r"^(ton giao|tg|t giao|religion|dao|ton giao\b.*)$"),
    ("birth_place", 1.0, r"^noi sinh|noi (dang ky )?khai sinh"),
    ("home_place", 1.0, r"que quan|nguyen quan|^que$|que goc|^quequan"),
    ("residence", 1.0, r"cho o|noi o|thuong tru|dia chi|ho khau|tam tru|cu tru"),
    # where and what
    ("title_unit", 1.0, r"chuc (vu|danh)( hien tai| cong tac)?( va| hoac)? ?,? ?(don vi|co quan|noi)( cong tac)?|(don vi|co quan)( cong tac)?( va)? chuc (vu|danh)"),
    ("unit", 1.0, r"^(ten )?(don vi|co quan|phong ban|noi)( truc thuoc)?( don vi)?( phong ban)?( dang)?( cong tac| lam viec)( hien (tai|nay))?$|^(ten )?(don vi|co quan|phong ban|co quan don vi|phong|truong|phong ban don vi|don vi phong ban|co quan don vi cong tac|department|unit|don vi hien tai|bo phan|phong chuyen mon|don vi truc thuoc|don vi quan ly|don vi su dung|phong don vi|phong ban cong tac|truong hoc|don vi to chuc|khoa|khoa phong|phong khoa|khoa phong ban|khoa phong don vi|khoa phong (cong tac|lam viec)|phong khoa don vi)$"),
    ("unit", 0.7, r"don vi cong tac|co quan cong tac|noi cong tac|noi lam viec|don vi dang|thuoc (don vi|phong)"),
    ("block", 0.9, r"^(khoi|khoi co quan|nhom don vi|loai don vi)$"),
    ("former_title", 1.0, r"chuc vu (cu|truoc)|quy hoach"),
    ("party_title", 1.0, r"chuc vu (trong )?dang|chuc vu doan the|chuc danh dang"),
    ("title", 1.0, r"^(chuc vu|chuc danh|vi tri viec lam|vi tri|cv|cong viec|chuc vu chuc danh|chuc danh chuc vu|position|title|chuc vu cong tac|cong viec dam nhiem|nhiem vu|vtvl|vi tri cong tac|chuc vu hien (tai|nay|giu)|chuc vu chinh quyen|cong viec duoc giao|job title)$"),
    ("title", 0.75, r"chuc vu|chuc danh|vi tri viec lam|cong viec (chinh|dang|hien)"),
    # learning
    ("schooling", 1.0, r"van hoa|pho thong|^gdpt|^tdvh|^vh$|giao duc pho thong"),
    ("language", 1.0, r"ngoai ngu|tieng anh|^nn$|anh van"),
    ("informatics", 1.0, r"tin hoc|^th$|cntt$"),
    ("ethnic_language", 1.0, r"tieng dan toc|tieng dtts"),
    ("state_management", 1.0, r"quan ly (hanh chinh )?nha nuoc|qlnn|ql nha nuoc|ql hcnn|qlhcnn|quan ly hanh chinh"),
    ("defence", 1.0, r"quoc phong|qpan|an ninh|\bqp\b"),
    ("school", 1.0, r"noi dao tao|truong dao tao|co so dao tao|truong tot nghiep|noi tot nghiep"),
    ("theory", 1.0, r"ly luan|llct|^ll ct|^lct$|trinh do chinh tri|^chinh tri$|^td chinh tri|tdllct|^ct$|ly luan ct"),
    ("major", 1.0, r"chuyen nganh|nganh (dao tao|hoc|nghe)|nganh chuyen mon|^nganh$|^major$|nghe dao tao|^cn dao tao|chuyen mon (duoc )?dao tao|linh vuc dao tao|^mon day|^nganh nghe"),
    ("degree", 1.0, r"trinh do (chuyen mon|dao tao|cm|cmnv)|^tdcm|bang cap|^hoc vi|^van bang|^trinh do$|trinh do hoc van|^tdcmnv|^degree|cap dao tao|trinh do cao nhat|bac dao tao|^trinh do chuyen|^loai bang|^bang$|^tddt$|hoc ham|muc do dao tao"),
    ("degree", 0.8, r"^chuyen mon\b|^cm$|^cmnv$|^dao tao$|^trinh do$|^hoc van$|chuyen mon nghiep vu|^td cm|trinh do dao"),
    ("schooling", 0.6, r"^trinh do hoc van phong thong"),
    # service
    ("party_official", 1.0, r"chinh thuc.*dang|dang.*chinh thuc|^dang chinh thuc"),
    ("party_joined", 1.0, r"(vao|ket nap|gia nhap)( vao)? (dang|dcsvn)|ket nap dang|^ngay vd$|^vao dang|^dang vien$|^dang$|du bi.*dang|dang.*du bi|ngay dang"),
    ("joined", 1.0, r"vao nganh|(ngay|nam|thang|thoi gian|thoi diem|thang nam) ?(thang |nam )*(duoc )?(tuyen dung|tuyen|bat dau cong tac|vao nganh|tuyen dung vao|tham gia cong tac|cong tac|lam viec|vao lam|vao bien che)|^tuyen dung|ngay (vao|nhan)( lam)? viec|^vao bien che|nam vao nganh|^ngay td$|^ntd$|date joined|^joined|tham gia cong tac|bat dau (lam viec|cong tac)|hop dong lan dau"),
    ("joined", 0.9, r"(ngay|nam|thang|thoi gian).*vao (co quan|don vi|cong tac|lam)|vao co quan|ve co quan|ve don vi"),
    ("appointed", 1.0, r"bo nhiem|giu chuc|ngay giu|thoi gian giu|luan chuyen"),
    ("coefficient_from", 1.0, r"(thoi (diem|gian)|ngay|moc|thang nam|nam).*(huong|nang luong|nang bac|xep luong|luong)|moc (tinh|nang)|huong tu|^tu ngay$|^ngay huong"),
    ("rank_code", 1.0, r"ma (so )?(ngach|cdnn|chuc danh)|^ma so$|ma ngach|^ngach ma"),
    ("salary_step", 1.0, r"^bac( luong)?$|^bac \b"),
    ("coefficient", 1.0, r"^he so( luong)?( hien huong| hien (tai|nay))?$|^hsl\b|he so luong|^hs luong|^hs$|hs luong|coefficient"),
    ("rank_name", 1.0, r"^ngach\b|ngach (cong chuc|vien chuc|bac|luong|cc|vc)|ten ngach|chuc danh nghe nghiep|^cdnn|hang chuc danh|^hang$"),
    ("employment", 1.0, r"^(bien che|(loai|hinh thuc|dien|dang|kieu) (hop dong|hd|hdld|bien che)( lao dong)?\b.*|bien che( va| hoac| hay)? (loai )?(hop dong|hd)\b.*|(hop dong|hd)( va| hoac| hay)? bien che|hinh thuc (tuyen dung|lao dong|lam viec)|hop dong( lao dong)?|hdld|contract|employment)$"),
    ("employment", 0.95, r"^(loai lao dong|loai hinh( lao dong)?|dien lao dong)$"),
    ("category", 1.0, r"^(doi tuong|loai can bo|loai hinh|cb cc vc|loai cbcc|phan loai can bo|dien|loai lao dong|cong chuc vien chuc)$"),
    ("party_rating", 1.0, r"(xep loai|danh gia|phan loai|chat luong).*(dang vien|to chuc dang)"),
    ("rating", 1.0, r"(ket qua )?(danh gia|xep loai|phan loai)|^kq dg|muc do hoan thanh|^xl\b|^dg\b|^danh gia|xep loai (chat luong|cong chuc|vien chuc)|dgxl|dg xl|hoan thanh nhiem vu|ket qua cong tac"),
)  # fmt: skip
_COMPILED = [(field, score, re.compile(pattern)) for field, score, pattern in _PATTERNS]

GROUP_WORDS = re.compile(
    r"trinh do|thong tin|so yeu|ly lich|danh gia|xep loai|luong|ngach|dao tao|boi duong|sinh|gioi tinh|dang|cong tac|ho (va )?ten|ca nhan|chuyen mon|chung chi"
)
"""Words of headings that stand over several columns."""

_DEGREE_LEVELS = (
    ("doctor", r"^(tien s[iy]|ts|t s)$"), ("master", r"^(thac s[iy]|ths|th s|tren dai hoc|sau dai hoc|cao hoc)$"),
    ("university", r"^(dai hoc|dh|cu nhan|cn|ky su|d hoc)$"), ("college", r"^(cao dang|cd|c dang)$"),
    ("intermediate", r"^(trung cap|tc|t cap|trung hoc cn|thcn|trung hoc)$"), ("elementary", r"^(so cap|sc|s cap)$"),
)  # fmt: skip
_THEORY_LEVELS = (
    ("bachelor", r"^(cu nhan|cn|dai hoc|dh)$"), ("advanced", r"^(cao cap|cc|c cap)$"),
    ("intermediate", r"^(trung cap|tc|t cap)$"), ("elementary", r"^(so cap|sc|s cap)$"),
)  # fmt: skip
_THEORY_TAIL = re.compile(r"\s*(ly luan( chinh tri)?|llct|chinh tri|ct|ll)( hc)?$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def heading(text: str) -> str:
    """A heading ready for matching: folded, punctuation as spaces.

    >>> heading("Ngày, tháng,\\nnăm sinh")
    'ngay thang nam sinh'
    """
    return clean(re.sub(r"[^\w\s]|_", " ", fold(text)))


@lru_cache(maxsize=20_000)
def fields_of(text: str) -> tuple[tuple[str, float], ...]:
    """Fields a heading may mean, best first. Phone's ``ĐT`` is told from ethnicity's ``DT`` by its letter."""
    word = heading(text)
    if not word or len(word) > 90:
        return ()
    if re.fullmatch(r"(số )?đ\.?t\.?", clean(text).lower()):
        return (("_phone", 1.0),)
    best: dict[str, float] = {}
    for field, score, pattern in _COMPILED:
        if pattern.search(word) and score > best.get(field, 0.0):
            best[field] = score
    return tuple(sorted(best.items(), key=lambda item: -item[1]))


def degree_level(text: str) -> str | None:
    """The degree a heading of an x-matrix stands for."""
    word = heading(text)
    return next((level for level, pattern in _DEGREE_LEVELS if re.match(pattern, word)), None)


def theory_level(text: str) -> str | None:
    """The theory level a heading of an x-matrix stands for."""
    word = _THEORY_TAIL.sub("", heading(text))
    return next((level for level, pattern in _THEORY_LEVELS if re.match(pattern, word)), None)


def names_theory(text: str) -> bool:
    """Whether a heading speaks of political theory."""
    return bool(re.search(r"ly luan|llct|chinh tri", heading(text)))


def year_in(text: str) -> str | None:
    """The last year a heading names, as text; ``2019-2020`` gives 2020."""
    years = _YEAR.findall(text)
    return years[-1] if years else None


_HOW_MARKED = re.compile(r"\s*(?:[(\[]\s*)?(?:[:\-–]\s*)?(?:đánh dấu|ghi|tích|dấu)?\s*[\"'«“]?x[\"'»”]?\s*[)\]]?$")
"""What a heading says of how its cells are marked."""


def sex_word(text: str) -> str | None:
    """``male`` for «Nam», ``female`` for «Nữ», also «Nữ (x)», «Nữ: đánh dấu x»; «Năm» (year) is neither."""
    word = _HOW_MARKED.sub("", clean(text).lower()).strip(" .:()")
    if word == "nam":
        return "male"
    return "female" if word in {"nữ", "nu", "nử"} else None


_RATING_WORD = re.compile(
    r"(khong )?(hoan thanh|ht)( tot| xuat sac)?( nhiem vu| nv)?|htxs|htxsnv|htt|httnv|htnv|kht|khtnv|xuat sac|tot"
)


def is_heading_word(text: str) -> bool:
    """Whether a short text is a heading of some kind: a field, a level, a sex, a year, a part of a date."""
    if len(text) > 90:
        return False
    return bool(
        fields_of(text) or degree_level(text) or theory_level(text) or sex_word(text)
        or re.fullmatch(r"(năm |xl |đg |xếp loại |đánh giá |năm học )?(19|20)\d\d( ?[-–/] ?(19|20)\d\d)?", text.lower())
        or _RATING_WORD.fullmatch(heading(text))
        or heading(text) in {"ngay", "thang", "nam", "chinh thuc", "du bi", "khac", "tong so", "dang vien", "con lai", "trong nuoc", "ngoai nuoc", "chua qua dt", "chua qua dao tao", "chua"}
    )  # fmt: skip
