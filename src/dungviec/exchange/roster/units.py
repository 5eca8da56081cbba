"""Names of units: numerals and counts off, capitals back to ordinary writing, one spelling per unit."""

from __future__ import annotations

import re
from functools import lru_cache

from dungviec.records.vietnamese import clean, fold

_NUMERAL = re.compile(
    r"^\s*(?:[(\[]?(?P<roman>[IVXLivxl]{1,6})[)\]]?\s*(?:[.)\-–:/]|\s(?=\S))"
    r"|[(\[]?(?P<letter>[A-HK-Ma-h])[)\]]?\s*[.)\-–:/]"
    r"|[(\[]?(?P<number>\d{1,3}(?:\.\d{1,3})*)[)\]]?\s*(?:[.)\-–:/]|\s(?=\D)))\s*"
)
_COUNT = re.compile(
    r"\s*(?:[(\[]\s*(?:(?:có|gồm|tổng(?: số| cộng)?)\s*:?\s*)?\d+\s*(?:người|đ/c|đồng chí|cb|cbcc|cbccvc|biên chế|bc|hđ|nv|ng)?[^)\]]*[)\]]|[:\-–]\s*\d+\s*(?:người|đ/c|đồng chí|cbcc|cbccvc|biên chế))\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:tên )?(?:đơn vị|cơ quan|phòng ban|cơ quan, đơn vị)(?: công tác)?\s*:\s*", re.IGNORECASE)
UNIT_WORD = re.compile(
    r"^(phong|ban|trung tam|truong|ubnd|uy ban|van phong|so|chi cuc|cuc|doi|to|tt|hat|thanh tra|hdnd|hoi|doan|mat tran|mttq|ubmttq|"
    r"thanh uy|huyen uy|tinh uy|dang uy|dang bo|chi bo|cong an|ban chi huy|bch|tram|khoi|phuong|xa|thi tran|huyen|thanh pho|tinh|"
    r"lien doan|ldld|nha|thu vien|bao tang|benh vien|ban quan ly|bql|kho bac|bao hiem|toa an|vien|cong ty|xi nghiep|don vi|co quan|"
    r"thuong truc|hoi dong|lanh dao|bo phan|mam non|tieu hoc|thcs|mn|th|thpt|vp|lien minh|chi nhanh|kiem lam|quy|ttyt|tp)\b"
)
CATEGORY_WORD = re.compile(
    r"^(lanh dao(?! thanh pho| tinh| huyen| ubnd)|can bo|cong chuc|vien chuc|chuyen vien|hop dong|lao dong hop dong|bien che|nhan vien|giao vien|"
    r"nguoi hoat dong|can bo quan ly|cbql|hdld|hd 68|hop dong 68|cap truong|cap pho|nguoi lao dong|can bo chuyen trach|can bo, cong chuc|"
    r"nam|nu|dang vien|trong bien che|ngoai bien che|nguoi lam viec)\b"
)
_ACRONYMS = {
    w.lower(): w
    for w in (
        "UBND",
        "HĐND",
        "MTTQ",
        "UBMTTQ",
        "LĐLĐ",
        "THCS",
        "THPT",
        "PTDTBT",
        "PTDTNT",
        "BCH",
        "TNCS",
        "TT",
        "VH",
        "BQL",
        "CCB",
        "LHPN",
        "TP",
        "TX",
        "ĐTN",
        "GDNN",
        "GDTX",
        "QLDA",
        "BVTV",
        "VP",
        "GPMB",
        "PTQĐ",
        "KT",
        "XH",
    )
}
_TYPES = (
    "ủy ban nhân dân",
    "ủy ban",
    "hội đồng nhân dân",
    "văn phòng",
    "trung tâm",
    "trường",
    "phòng",
    "thành ủy",
    "huyện ủy",
    "đảng ủy",
    "chi bộ",
    "ban",
    "sở",
    "chi cục",
    "công an",
    "trạm",
    "hội",
    "đội",
    "tổ",
    "khối",
    "hạt",
    "thanh tra",
)
_BODIES = ("thành ủy", "huyện ủy", "tỉnh ủy", "đảng ủy", "ủy ban nhân dân", "hội đồng nhân dân", "mặt trận tổ quốc")
"""Bodies that keep their capital wherever they stand in a name."""
_SYLLABLE = re.compile(r"(?:[bdhklmprstvxcg]|ch|gh|gi|kh|ngh?|nh|ph|qu|th|tr|n)?[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?$")
"""A syllable Vietnamese could have, without marks; what is none and stands in capitals is an abbreviation (GD, HĐND)."""
_PLACES = frozenset({"phường", "xã", "thị trấn", "huyện", "quận", "tỉnh", "thành phố", "thị xã", "thôn", "bản", "khu"})
_SCHOOLS = (
    "bệnh viện đa khoa khu vực",
    "bệnh viện đa khoa",
    "mầm non",
    "tiểu học",
    "trung học cơ sở",
    "trung học phổ thông",
    "mẫu giáo",
    "thcs",
    "thpt",
    "tiểu học và thcs",
)


@lru_cache(maxsize=1 << 14, typed=True)
def split_numeral(text: str) -> tuple[str, str]:
    """The kind of numeral in front of a heading (``roman``, ``letter``, ``number`` or empty) and the rest.

    >>> split_numeral("II. Phòng Nội vụ"), split_numeral("Phòng Nội vụ")
    (('roman', 'Phòng Nội vụ'), ('', 'Phòng Nội vụ'))
    """
    m = _NUMERAL.match(text)
    if m is None or not m.end() or not text[m.end() :].strip():
        return "", clean(text)
    kind = "roman" if m["roman"] else "letter" if m["letter"] else "number"
    if kind == "roman" and not re.search(r"[.)\-–:/\]]", m[0]) and not m["roman"].isupper():
        return "", clean(text)
    return kind, clean(text[m.end() :])


@lru_cache(maxsize=1 << 14, typed=True)
def tidy_unit(text: str) -> str:
    """A unit's name as it is shown: numeral, label, count of people and end punctuation off; capitals undone.

    >>> tidy_unit("III- PHÒNG TÀI CHÍNH - KẾ HOẠCH (12 người)")
    'Phòng Tài chính - Kế hoạch'
    """
    name = _LABEL.sub("", split_numeral(text)[1])
    name = _LABEL.sub(
        "",
        split_numeral(_COUNT.sub("", name))[1]
        if UNIT_WORD.match(fold(split_numeral(name)[1]))
        else _COUNT.sub("", name),
    )
    name = clean(name).strip(" .,:;–-*")
    letters = [c for c in name if c.isalpha()]
    if letters and len(letters) > 4 and all(c.isupper() for c in letters) and " " in name and not _all_short(name):
        name = _from_capitals(name)
    return name


def _from_capitals(name: str) -> str:
    words = name.lower().split(" ")
    out: list[str] = []
    i = 0
    up = True
    place = False
    while i < len(words):
        word = words[i]
        pair = " ".join(words[i : i + 2])
        kinds = (*_TYPES, *_SCHOOLS) if out in ([], ["Chi bộ"]) else (*_BODIES, *_SCHOOLS)
        phrase = next((t for t in kinds if (up or t in _BODIES) and words[i : i + len(t.split())] == t.split()), None)
        if _is_abbreviation(word):
            out.append("".join(_ACRONYMS.get(p, p.upper()) for p in re.split(r"(\W)", word)))
            # what follows «Phòng GD&ĐT» is the name of a place
            up, place = False, "&" in word and bool(out[:-1])
        elif word in _ACRONYMS:
            out.append(_ACRONYMS[word])
            up, place = False, word in _SCHOOLS
        elif pair != "xã hội" and (pair in _PLACES or word in _PLACES):
            long = pair in _PLACES
            start = not out
            piece = pair if long else word
            out.append(piece[0].upper() + piece[1:] if start else piece)
            i += 1 if long else 0
            place, up = True, False
        elif phrase and (not place or phrase in _BODIES):
            out.append(phrase[0].upper() + phrase[1:])
            i += len(phrase.split()) - 1
            up, place = phrase not in _BODIES, phrase in _SCHOOLS
        elif word in {"và", "-", "–", ",", "&"}:
            out.append(word)
            up, place = True, False
        else:
            out.append(word[0].upper() + word[1:] if up or place else word)
            up = word.endswith((",", "-"))
        i += 1
    return " ".join(out).replace("Mặt trận tổ quốc", "Mặt trận Tổ quốc").replace("việt nam", "Việt Nam")


def _all_short(name: str) -> bool:
    """Nothing but unmarked short forms, such as «BQL DA»: nothing says which of them are words."""
    return all(len(word) <= 3 for word in name.split(" ")) and fold(name) == name.lower().replace("đ", "d")


def _is_abbreviation(word: str) -> bool:
    pieces = [p for p in re.split(r"\W", word) if p]
    return (
        word not in _ACRONYMS
        and bool(pieces)
        and not any(_SYLLABLE.match(fold(p)) for p in pieces if p not in _ACRONYMS)
    )


@lru_cache(maxsize=1 << 14, typed=True)
def unit_key(name: str) -> str:
    """What two spellings of one unit share: folded, without punctuation, common abbreviations written out."""
    key = re.sub(r"[^\w\s]", " ", fold(tidy_unit(name)))
    for short, long in (
        ("ubnd", "uy ban nhan dan"),
        ("p", "phong"),
        ("tt", "trung tam"),
        ("tp", "thanh pho"),
        ("vp", "van phong"),
    ):
        key = re.sub(rf"\b{short}\b", long, key)
    return clean(re.sub(r"\b(uy ban nhan dan|hdnd|dang uy|cong an|mttq|tram y te) phong\b", r"\1 phuong", key))


@lru_cache(maxsize=1 << 14, typed=True)
def unit_keys(name: str) -> tuple[str, ...]:
    """Every key a name may have: «P.» before a place's name is a ward (phường) as well as an office (phòng)."""
    key = unit_key(name)
    short = re.match(r"p\b", fold(tidy_unit(name)))
    return (key, key.replace("phong", "phuong", 1)) if short else (key,)


@lru_cache(maxsize=1 << 14, typed=True)
def looks_like_unit(text: str) -> bool:
    """Whether a text starts like the name of a body or unit."""
    return bool(UNIT_WORD.match(fold(split_numeral(text)[1]))) or bool(_LABEL.match(clean(text)))


@lru_cache(maxsize=1 << 14, typed=True)
def is_category(text: str) -> bool:
    """Whether a heading names a kind of people inside a unit (Lãnh đạo, Chuyên viên, Hợp đồng) and not a unit."""
    return bool(CATEGORY_WORD.match(fold(split_numeral(text)[1])))
