"""A clerk's own template: what could not be filled whole, or brings something foreign, is refused at the upload with one sentence."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement

from dungviec.documents.decisions import TemplateFault, check_own, write_template

ALL = "Số {{so_ky_hieu}}, {{dia_danh_ngay}}: {{ho_ten}}, từ {{tu_ngay}}. {{nguoi_ky}}"


def own(*paragraphs, header="", box="", inserted=""):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for text, outer in ((box, "w:txbxContent"), (inserted, "w:ins")):
        if text:
            made, run, words = OxmlElement(outer), OxmlElement("w:r"), OxmlElement("w:t")
            words.text = text
            run.append(words)
            if outer == "w:txbxContent":
                paragraph = OxmlElement("w:p")
                paragraph.append(run)
                made.append(paragraph)
            else:
                made.append(run)
            document.paragraphs[0]._p.append(made)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(body, name, content):
    """The same file with one part more, or with another content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info.filename))
        new.writestr(name, content)
    return buffer.getvalue()


def test_shipped_templates_and_a_plain_own_one_are_taken():
    for kind in ("transfer", "extension", "training", "minutes", "review", "submission"):
        check_own(write_template(kind), kind)
    check_own(own(ALL, "{{*can_cu}}", "{{?thay_the}}Thay thế {{thay_the}}."), "transfer")


REMOTE = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://mau.invalid/x.dotm" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (own("{{ho_ten}} từ {{tu_ngay}}, số {{so_ky_hieu}}, {{nguoi_ky}}"), "thiếu chỗ điền «dia_danh_ngay»"),
        (own(ALL, "{{ho_tem}}"), "Có phải «ho_ten»"),
        (own(ALL, header="Về {{doi_tuong}}"), "đầu trang"),
        (own(ALL, box="{{ly_do}}"), "hộp văn bản"),
        (own(ALL, inserted="{{ly_do}}"), "theo dõi thay đổi"),
        (own(ALL, "{{can_cu}}"), "là danh sách"),
        (own(ALL, "{{*ly_do}}"), "bỏ dấu *"),
        (with_part(own(ALL), "word/vbaProject.bin", b"x"), "macro"),
        (with_part(own(ALL), "word/embeddings/oleObject1.bin", b"x"), "đối tượng nhúng"),
        (with_part(own(ALL), "word/_rels/settings.xml.rels", REMOTE), "từ nơi khác"),
        (with_part(own(ALL), "word/media/bomb.bin", b"\0" * 25_000_000), "phình"),
        (with_part(own(ALL), "word/document.xml", b"<no"), "không phải tệp Word"),
        (b"%PDF-1.7", "không phải tệp Word"),
    ],
)  # fmt: skip
def test_a_template_that_would_fail_later_is_refused_at_once(body, told):
    with pytest.raises(TemplateFault) as fault:
        check_own(body, "transfer")
    assert told in fault.value.vi
    assert fault.value.english
    assert fault.value.vi.count("\n") == 0
