"""EPUB and office packages: units, the packages' other members, and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from format_cases import format_cases, members, package, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats import archive
from l10n.formats.epub import EPUB
from l10n.formats.format import Format, ParseOptions
from l10n.formats.office import DOCX, ODT, PPTX, XLSX
from l10n.formats.office.styles import CodeStyles, read_styles

OPTIONS = ParseOptions()

FORMATS = {form.name: form for form in (EPUB, DOCX, ODT, PPTX, XLSX)}
EPUB_MEMBERS = members(read_cases("epub.txt")[0][1])
EPUB_FILE, DOCX_FILE, ODT_FILE, *_ = (format_cases(name)[0].data for name in FORMATS)
PACKAGES = [(FORMATS[name], case.data) for name in FORMATS for case in format_cases(name)]


def unpack(form: Format, data: bytes) -> str:
    assert form.package
    return form.package.unpack(data)


def compile_package(form: Format, data: bytes, translate: Callable[[str], str]) -> bytes:
    assert form.package
    document = form.parse(unpack(form, data), OPTIONS)
    compiled = "".join(
        part if isinstance(part, str) else form.encode(part, translate(part.text)) for part in document.parts
    )
    return form.package.pack(data, form.page.label(compiled, {"lang": "ko"}))


@pytest.mark.parametrize(("form", "data"), PACKAGES)
def test_package_other_members_keep_their_bytes(form: Format, data: bytes) -> None:
    """Compiling changes the members of text, and leaves the compressed bytes and the order of all others."""
    new = compile_package(form, data, lambda text: text.replace("e", "é"))
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(new)) as after:
        assert after.testzip() is None
        assert (before.namelist(), before.comment) == (after.namelist(), after.comment)
        for old, info in zip(before.infolist(), after.infolist(), strict=True):
            if before.read(old) == after.read(info):
                start, stop = old.header_offset, info.header_offset
                length = 30 + len(old.filename) + old.compress_size
                assert data[start : start + length] == new[stop : stop + length]
        assert before.read("media/picture.png") == after.read("media/picture.png")


TARGETS = st.lists(
    st.sampled_from(
        ["<g1>", "</g1>", "<x2/>", "<g3>", "</g3>", "<b>", "</b>", "<br/>", "<br>", "&", "&nbsp;", "<", "]]>", "\x00"]
    )
    | st.text(max_size=4),
    max_size=8,
).map("".join)


@pytest.mark.parametrize(("form", "data"), PACKAGES)
@settings(max_examples=60, deadline=None)
@given(target=TARGETS)
def test_package_stays_well_formed(form: Format, data: bytes, target: str) -> None:
    """Whatever a translation holds, the package is written, and is read again."""
    new = compile_package(form, data, lambda text: target)
    form.parse(unpack(form, new), OPTIONS)


def test_docx_translation() -> None:
    """Words get the formatting of their tag; a translation that lost a tag keeps the tab and the link."""
    kept = compile_package(
        DOCX, DOCX_FILE, lambda text: "<g3>링크</g3> <x2/>글 <g1>굵게</g1>" if "link" in text else text
    )
    lost = compile_package(DOCX, DOCX_FILE, lambda text: "글" if "link" in text else text)
    texts = [unpack(DOCX, new) for new in (kept, lost)]
    link = '<w:hyperlink r:id="7"><w:r><w:rPr><w:u/></w:rPr><w:t xml:space="preserve">링크</w:t></w:r></w:hyperlink>'
    assert link in texts[0]
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">굵게</w:t>' in texts[0]
    for text in texts:
        assert 1 == text.count("<w:tab/>") == text.count("<w:hyperlink")
    assert '<w:t xml:space="preserve">글</w:t>' in texts[1]


DRAWN = '<w:document xmlns:w="w" xmlns:wp="p"><w:body><w:p>{}</w:p></w:body></w:document>'
PICTURE = '<w:r><w:drawing><wp:docPr id="1" descr="a &quot;red&quot; sign"/></w:drawing></w:r>'


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Das <x1>ein 'rotes' \"Schild\"</x1> da", 'descr="ein &apos;rotes&apos; &quot;Schild&quot;"'),
        ("Das da <x1>ein <b> & <g2>Schild</g2></x1>", 'descr="a &quot;red&quot; sign"'),
        ("Das <x1/> da", 'descr="a &quot;red&quot; sign"'),
        ("Das <x1>Schild da", 'descr="a &quot;red&quot; sign"'),
        ("Das da", 'descr="a &quot;red&quot; sign"'),
    ],
)
def test_docx_description_within_text(target: str, expected: str) -> None:
    """A picture within a text is there once, its description translated where the translation has it."""
    run = "<w:r><w:t>{}</w:t></w:r>".format
    data = package({"word/document.xml": DRAWN.format(run("This ") + PICTURE + run(" there"))})
    text = unpack(DOCX, compile_package(DOCX, data, lambda _: target))
    assert 1 == text.count("<w:drawing>") == text.count(expected)


def test_docx_words_in_a_tag_without_description() -> None:
    """A translation that puts words where the source has none loses no word."""
    data = package({"word/document.xml": DRAWN.format("<w:r><w:t>This</w:t><w:tab/><w:t>there</w:t></w:r>")})
    text = unpack(DOCX, compile_package(DOCX, data, lambda _: "Das <x1>Wort</x1> da"))
    assert "Das Wort da" in text
    assert 1 == text.count("<w:tab/>")


@pytest.mark.parametrize("change", ["ins", "del", "moveTo", "moveFrom"])
def test_docx_tracked_changes_are_refused(change: str) -> None:
    """A document with changes that nobody accepted says so; changes of formatting alone do not matter."""
    run = "<w:r><w:t>Words</w:t></w:r>"
    tracked = package({"word/document.xml": DRAWN.format(f'<w:{change} w:id="1">{run}</w:{change}>')})
    with pytest.raises(SourceError, match="tracked changes"):
        DOCX.parse(unpack(DOCX, tracked), OPTIONS)
    formatted = package({"word/document.xml": DRAWN.format(f"<w:pPr><w:pPrChange/></w:pPr>{run}")})
    assert ["Words"] == [unit.text for unit in DOCX.parse(unpack(DOCX, formatted), OPTIONS).units]


def test_code_styles_are_a_setting() -> None:
    """The project says which styles hold code."""
    paragraph = '<w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>Words</w:t></w:r>'.format
    data = package({"word/document.xml": DRAWN.format(f"{paragraph('Code')}</w:p><w:p>{paragraph('Cite')}")})
    assert 1 == len(DOCX.parse(unpack(DOCX, data), OPTIONS).units)
    assert 2 == len(DOCX.parse(unpack(DOCX, data), ParseOptions(code_styles=())).units)
    assert 0 == len(DOCX.parse(unpack(DOCX, data), ParseOptions(code_styles=("code", "CITE"))).units)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Seite <x1/> von <x2/>", "Seite &amp;P von &amp;N"),
        ("<x2/> R&D & <b>, <x1/>", "&amp;N R&amp;&amp;D &amp;&amp; &lt;b>, &amp;P"),
        ("2024", " 2024&amp;P&amp;N"),
        ("<x1/><x1/>5<x9/>", "&amp;P5&amp;N"),
    ],
)
def test_xlsx_header(target: str, expected: str) -> None:
    """A header keeps each of its fields once, and nothing of a translation becomes one."""
    header = (
        "<worksheet><headerFooter><oddHeader>&amp;C&amp;12Page &amp;P of &amp;N</oddHeader></headerFooter></worksheet>"
    )
    data = package({"xl/worksheets/sheet1.xml": header})
    assert f">&amp;C&amp;12{expected}<" in unpack(XLSX, compile_package(XLSX, data, lambda _: target))


def test_pptx_translation() -> None:
    """Words get the formatting of their run, without what proofing left there."""
    new = unpack(PPTX, compile_package(PPTX, format_cases("pptx")[0].data, lambda text: text.replace("than", "als")))
    assert '<a:r><a:t>More </a:t></a:r><a:r><a:rPr b="1"/><a:t>als</a:t></a:r>' in new


def test_styles_in_a_circle() -> None:
    """Styles based on each other end somewhere."""
    styles = "".join(f'<w:style w:styleId="{n}"><w:basedOn w:val="{(n + 1) % 50}"/></w:style>' for n in range(50))
    assert not CodeStyles(["Code"], read_styles(f"<w:styles>{styles}</w:styles>")).holds("7")


def test_epub_language() -> None:
    """The language is stated in the book's metadata and in its documents."""
    text = unpack(EPUB, compile_package(EPUB, EPUB_FILE, str))
    assert "<dc:language>ko</dc:language>" in text
    assert '<html lang="ko" xmlns' in text


def test_epub_manifest_with_fragments() -> None:
    """A manifest that names places within a document names the document."""
    book = EPUB_MEMBERS["OPS/book.opf"].replace('.xhtml"', '.xhtml#o8"')
    assert "#o8" in book
    units = EPUB.parse(unpack(EPUB, package({**EPUB_MEMBERS, "OPS/book.opf": book})), OPTIONS).units
    assert format_cases("epub")[0].units == [f"{unit.type}: {unit.text}" for unit in units]


IDPF, ADOBE = "http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"
AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


@pytest.mark.parametrize(
    ("algorithm", "name", "readable"),
    [
        (IDPF, "OPS/Fonts/Serif%20Bold.OTF", True),
        (ADOBE, "OPS/fonts/a.ttf", True),
        (AES, "OPS/fonts/a.ttf", False),
        (IDPF, "OPS/one.xhtml", False),
    ],
)
def test_epub_obfuscated_fonts(algorithm: str, name: str, readable: bool) -> None:
    """A book whose fonts alone are obfuscated is read; one with anything encrypted is refused."""
    fonts = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
        ' xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod Algorithm="{}"/>'
        '<e:CipherData><e:CipherReference URI="{}"/></e:CipherData></e:EncryptedData>'
        "<e:EncryptedData>{}</e:EncryptedData></encryption>"
    )
    other = f'<e:EncryptionMethod Algorithm="{IDPF}"/><e:CipherData><e:CipherReference URI="b.woff2"/></e:CipherData>'
    data = package({**EPUB_MEMBERS, "META-INF/encryption.xml": fonts.format(algorithm, name, other)})
    if readable:
        assert format_cases("epub")[0].text == unpack(EPUB, data)
    else:
        with pytest.raises(SourceError, match="is encrypted"):
            unpack(EPUB, data)


@pytest.mark.parametrize(
    "data",
    [
        b"no package",
        DOCX_FILE[:-40],
        package({"../word/document.xml": "x"}),
        package({"/etc/passwd": "x"}),
        package({"word/document.xml": "<a>"}),
        package({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        package({"word/document.xml": '<?xml version="1.0" encoding="utf-16"?><a/>'}),
        package({"word/document.xml": f"<a>{' ' * 5_000_000}</a>"}),
        re.sub(rb"word/document", b"word/DOCUMENT", DOCX_FILE, count=1),
    ],
)
def test_bad_packages_are_refused(data: bytes) -> None:
    """What is damaged, reaches outside, declares entities or is a bomb is refused with a readable error."""
    with pytest.raises(SourceError):
        unpack(DOCX, data)


def test_a_package_that_does_not_begin_where_it_says_is_not_written() -> None:
    """What stands before its first member moves every place in it: readable, but refused when it is to be written."""
    data = b"something" + ODT_FILE
    assert unpack(ODT, data) == unpack(ODT, ODT_FILE)
    with pytest.raises(SourceError, match="cannot be written"):
        compile_package(ODT, data, lambda text: text.replace("e", "é"))


def test_damaged_places_are_refused() -> None:
    """A directory that begins before the file, or a name that no prefix declares, is an error of the package."""
    with pytest.raises(SourceError, match="cannot be read"):
        unpack(ODT, ODT_FILE[300:])
    with pytest.raises(SourceError, match=r"no XML: OPS/book\.opf"):
        unpack(EPUB, package({**EPUB_MEMBERS, "OPS/book.opf": "<a><b:c:d/></a>"}))


def test_pack_refuses_what_is_no_xml() -> None:
    """A member that is no longer XML is never written."""
    with pytest.raises(SourceError):
        archive.pack(DOCX_FILE, archive.join_members([("word/document.xml", "<a>")]))
