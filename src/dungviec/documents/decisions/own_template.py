"""Whether a clerk's own Word template can be put in use: everything is found out at the upload, nothing at a signature.

A template is tried once with words in every place: what still shows braces afterwards stands where the filling does not reach (header,
footer, text box, content control, tracked change); what shows dots is a list written like a single word.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from dungviec.documents.decisions.assembling import place_names
from dungviec.documents.decisions.faults import TemplateFault
from dungviec.documents.decisions.filling import PLACE, check_template, fill, paragraph_texts, places_of
from dungviec.documents.decisions.template import write_template
from dungviec.documents.decisions.values import Filling, Value, Values

NEEDED = ("so_ky_hieu", "dia_danh_ngay", "ho_ten", "tu_ngay", "ds.nguoi", "nguoi_ky")
"""Places without which a paper does not say about whom it is, from when, under which number or by whom."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRIED = "thử"


def check_own(template: bytes, kind: str) -> None:
    """Refuse an own template of ``kind`` that could not be filled whole, or that brings something foreign with it.

    Raises TemplateFault with one sentence: macros, things embedded or fetched from elsewhere, a place nobody fills, one that is missing,
    one out of reach, a list that is not marked as one.
    """
    asked = check_template(template, place_names(kind))
    _refuse_foreign(template)
    shipped = write_template(kind)
    missing = [name for name in places_of(shipped) if name in NEEDED and name not in asked]
    if missing:
        raise TemplateFault(
            f"Mẫu thiếu chỗ điền {', '.join(f'«{name}»' for name in missing)}: văn bản in ra sẽ không nói đủ về ai, từ ngày nào, số nào, ai ký.",
            f"The template lacks {', '.join(missing)}: its papers would not say about whom, from when, under which number or by whom.",
        )
    known = place_names(kind)
    lists = _lists(shipped)
    for mark, name in (found for text in paragraph_texts(template) for found in PLACE.findall(text)):
        if mark == "*" and "." not in name and name not in lists:
            raise TemplateFault(
                f"Chỗ điền «{name}» chỉ có một giá trị, không lặp được: xin bỏ dấu * trước tên.",
                f"The place {name!r} holds one value and cannot be repeated: take the * away.",
            )
    _try_it(template, _sample(known, lists))


def _refuse_foreign(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as packed:
        names = packed.namelist()
        if any("/embeddings/" in name or "/activeX/" in name for name in names) or b"macroEnabled" in packed.read(
            "[Content_Types].xml"
        ):
            raise TemplateFault(
                "Tệp mẫu có đối tượng nhúng hoặc macro. Xin xóa các đối tượng đó rồi lưu lại dạng .docx.",
                "The template carries embedded objects or macros. Take them out and save it as .docx.",
            )
        for name in names:
            if name.endswith(".rels") and re.search(rb"TargetMode\s*=\s*[\"']External", packed.read(name)):
                for line in re.findall(rb"<Relationship\b[^>]*>", packed.read(name)):
                    if b"External" in line and b"/hyperlink" not in line:
                        raise TemplateFault(
                            "Tệp mẫu lấy ảnh, mẫu gốc hoặc đối tượng từ nơi khác khi mở. Xin chèn ảnh vào tệp và bỏ liên kết ngoài.",
                            "The template fetches a picture, a base template or an object from elsewhere. Put it into the file.",
                        )


def _lists(shipped: bytes) -> set[str]:
    """The places that hold several values; bases and receivers do in every kind."""
    marks = (found for text in paragraph_texts(shipped) for found in PLACE.findall(text))
    return {name for mark, name in marks if mark == "*" and "." not in name} | {"can_cu", "noi_nhan"}


def _sample(known: tuple[str, ...], lists: set[str]) -> Values:
    """Words for every place, a list where there may be several."""
    places: dict[str, Filling] = {n: [Value(_TRIED)] if n in lists else Value(_TRIED) for n in known if "." not in n}
    for group in {name.split(".")[0] for name in known if "." in name}:
        places[group] = [{name.split(".")[1]: Value(_TRIED) for name in known if name.startswith(f"{group}.")}]
    return Values(places)


def _try_it(template: bytes, sample: Values) -> None:
    try:
        tried = fill(template, sample)
    except TemplateFault:
        raise
    except Exception as bad:  # whatever a strange document makes python-docx raise
        raise TemplateFault(
            "Tệp mẫu mở được nhưng không điền được. Xin lấy lại mẫu đang dùng và chỉ sửa chữ.",
            "The template opens but cannot be filled. Take the one in use again and change words only.",
        ) from bad
    if tried.blanks:
        name = tried.blanks[0]
        raise TemplateFault(
            f"Chỗ điền «{name}» là danh sách: xin ghi {{{{*{name}}}}}, ở một dòng của bảng nếu tên có dấu chấm, ở một đoạn riêng nếu không.",
            f"The place {name!r} is a list: write {{{{*{name}}}}}, in a row of a table where the name has a dot, else in a paragraph.",
        )
    left = next((text for text in _all_texts(tried.word) if "{{" in text or "}}" in text), None)
    if left is not None:
        raise TemplateFault(
            f"Chỗ điền ở «{left[:60]}» nằm trong đầu trang, chân trang, hộp văn bản, ô nội dung hoặc phần đang theo dõi thay đổi, nên không điền được. Xin chấp nhận mọi thay đổi và đưa chữ ra thân văn bản.",
            f"The place in {left[:60]!r} stands in a header, footer, text box, content control or tracked change and cannot be filled.",
        )


def _all_texts(word: bytes) -> Iterator[str]:
    """The words of every paragraph of every part of a Word file, wherever they stand."""
    with zipfile.ZipFile(io.BytesIO(word)) as packed:
        for name in packed.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False))
                for paragraph in root.iter(f"{_WORD}p"):
                    yield "".join(t.text or "" for t in paragraph.iter(f"{_WORD}t", f"{_WORD}delText"))
