"""Files of strings of programs: escapes and encodings, what is no text, what is refused."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats import format_named
from l10n.formats.format import ParseOptions
from l10n.formats.strings.android import decode_android, encode_android
from l10n.formats.strings.apple import encode_apple, unescape_apple
from l10n.formats.strings.codes import string_codes
from l10n.formats.strings.encoding import LATIN, UTF16
from l10n.formats.strings.properties import encode_properties, unescape_properties
from l10n.model import Unit

OPTIONS = ParseOptions()
WRITTEN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\t\\\"'@?<&  %"), max_size=20
)


def unit(text: str, syntax: str) -> Unit:
    return Unit(text, text or "x", "paragraph", syntax=syntax)


@settings(max_examples=200, deadline=None)
@given(WRITTEN, st.sampled_from(["properties", "properties-ascii"]))
def test_properties_read_back(text: str, syntax: str) -> None:
    """A value is read as what was written, by `native2ascii`'s escapes where the source is ASCII."""
    written = encode_properties(unit("Text", syntax), text)
    assert text == unescape_properties(written)
    assert written.isascii() or syntax == "properties"


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_apple_strings_read_back(text: str) -> None:
    """A string is read as what was written."""
    assert text == unescape_apple(encode_apple(unit("Text", ""), text))


@settings(max_examples=200, deadline=None)
@given(WRITTEN, st.sampled_from(["android-text", "android-cdata"]))
def test_android_strings_read_back(text: str, syntax: str) -> None:
    """A string is well-formed XML, and read as what was written."""
    written = encode_android(unit("Text", syntax), text)
    element = ElementTree.fromstring(f"<string>{written}</string>")
    assert text.replace("]]>", "") == decode_android(written).replace("]] >", "").replace("]]>", "")
    assert 0 == len(element)


def test_android_markup_is_what_the_source_has() -> None:
    """A tag that the source has is one; any other is text. A space beside it is a space."""
    source = replace(unit("Go <b>on</b> &amp; on", "android-markup"))
    assert r"<b>It\'s</b> \"a\" &lt;i> &amp; b" == encode_android(source, '<b>It\'s</b> "a" <i> & b')
    assert r"\@a <b>@b</b> c\u0020" == encode_android(source, "@a <b>@b</b> c ")


def test_encodings() -> None:
    """Latin-1 and UTF-16 stay what they are; a character that Latin-1 lacks is escaped."""
    latin = "a = é\n".encode("latin-1")
    assert "a = é\n" == LATIN.unpack(latin)
    assert "a = è \\ud55c\\ud83d\\ude00\n".encode("latin-1") == LATIN.pack(latin, "a = è 한😀\n")
    assert "a = 한\n".encode() == LATIN.pack(b"a = a\n", "a = 한\n")
    for encoding in ("utf-16-le", "utf-16-be", "utf-8"):
        data = '\ufeff"a" = "é";'.encode(encoding)
        assert '\ufeff"a" = "é";' == UTF16.unpack(data)
        assert data == UTF16.pack(data, UTF16.unpack(data))
    for data in (b"\xff\xfea", b"\xff\xfe\x00\x00", b'"a" = "\xff";'):
        with pytest.raises(SourceError):
            UTF16.unpack(data)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("properties", "a = b\nc = \\u12\n", 2),
        ("apple", '"a" = "b";\n"c" = "d"\n"e" = "f";', 2),
        ("apple", '"a" = "b', 1),
        ("apple", "/* a", 1),
        ("android", "<resources>\n<string>a</resources>", 2),
        ("android", "<resources>&app;</resources>", 1),
        ("arb", '{"a": "b",\n', 2),
        ("gettext", 'msgid "a"\nmsgstr "b\n', 2),
        ("gettext", 'msgid "a"\n\nmsgid "b"\nmsgstr ""\n', 3),
        ("gettext", '"a"\n', 1),
        ("gettext", 'msgid "a"\nmsgstr ""\nmsgid "a"\nmsgstr ""\n', 4),
        ("stringsdict", "<plist><dict>\n<key>a</key></dict></plist>", 1),
        ("xliff", "<a/>", 1),
        ("xliff", "<xliff>\n<file></xliff>", 2),
        ("fluent", "a = b\nc d\n", 2),
        ("fluent", "a = b\nc =\n", 2),
        ("fluent", "a = { $b ->\n [one] c\n}\n", 1),
        ("fluent", "a = b }\n", 1),
        ("fluent", "a = {" * 40, 1),
        ("fluent", "a = " + "{" * 5000, 1),
        ("stringsdict", "<plist><array/></plist>", 1),
        ("stringsdict", "<plist>\n<dict></plist>", 2),
        ("xcstrings", '{"strings": {}}', 1),
        ("xcstrings", '{\n"strings": }', 2),
        ("i18next", "[", 1),
    ],
)
def test_malformed_files_are_refused(name: str, text: str, line: int) -> None:
    """With the line where it is."""
    with pytest.raises(SourceError) as raised:
        format_named(name).parse(text, OPTIONS)
    assert line == raised.value.line


@pytest.mark.parametrize(
    ("name", "head", "piece", "tail"),
    [
        ("properties", "", "a \\\n b = c \\\\u \\\n", ""),
        ("properties", "a = ", "\\\\", "\n"),
        ("apple", "", "/* a */ ", '"a"="b";'),
        ("apple", '"a"', " /* a */", '="b";'),
        ("android", "<resources><string>", "a <b>c</b> &lt; <!-- x ", "</string></resources>"),
        ("android", "<resources>", "<string name='a'>A 'b</string>", "</resources>"),
        ("android", "<resources><string>", "<xliff:g> a ", "</string></resources>"),
        ("i18next", "{", '"a_one": "b c", "a_other": "d e",', '"z": ""}'),
        (
            "stringsdict",
            "<plist><dict>",
            "<key>a</key><dict><key>other</key><string>b</string></dict>",
            "</dict></plist>",
        ),
        ("xcstrings", '{"sourceLanguage": "en", "strings": {', '"a b": {}, ', '"z": {}}}'),
        ("fluent", "", "a = b { $c }\n", ""),
        ("fluent", "a =", "\n\n   b { $c }", ""),
        ("fluent", "a = b { $n ->", "\n [one] c\n", "*[other] d }"),
        ("fluent", "a = { ", '"b" ', "}"),
        ("fluent", "a = ", "{ b(", ""),
        ("gettext", "", 'msgid "a b"\nmsgstr ""\n', ""),
        ("gettext", 'msgid ""\nmsgstr ""\n', '"a b"\n', ""),
        (
            "xliff",
            "<xliff><file>",
            "<trans-unit><source>a <g>b</g> <x id='1'/> </source></trans-unit>",
            "</file></xliff>",
        ),
        ("xliff", "<xliff><trans-unit><source>", "a <ph>b ", "</source></trans-unit></xliff>"),
        ("arb", "{", '"a": "{n, plural, other{b c}}",', '"z": ""}'),
    ],
)
def test_growth_of_resources(name: str, head: str, piece: str, tail: str) -> None:
    """A long file takes time by its length, whatever is repeated in it; so does one that is refused."""

    def parse(text: str) -> None:
        with suppress(SourceError):
            format_named(name).parse(text, OPTIONS)

    assert_linear(parse, head + piece * 500 + tail, head + piece * 2000 + tail)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("%1$s of %2$d, %@ and %lld: %.1f%%", ["%1$s", "%2$d", "%@", "%lld", "%.1f", "%%"]),
        ("50% off, 100%discount, 5%, %dpx", ["%d"]),
        ("%#@files@ left", ["%#@files@"]),
        ("%0 of %1, %%u for %%d", ["%0", "%1", "%%u", "%%d"]),
        ('{{name}} $t(key, {"a": 1}) <0>x</0><1/>', ["{{name}}", '$t(key, {"a": 1})', "<0>", "</0>", "<1/>"]),
        ("# files, C# and #1, '{'x'}' '{name}' isn't", ["#", "'{'", "'}'", "{name}"]),
    ],
)
def test_codes_of_strings(text: str, codes: list[str]) -> None:
    """What libraries put in a text's place is a code; a percentage and a hash of prose are none."""
    assert codes == [text[code.start : code.end] for code in string_codes(text)]


def test_contexts_by_key() -> None:
    """Equal texts are one message unless the setting names their keys."""
    text = "save = Save it\nmenu.save = Save it\n"
    form = format_named("properties")
    assert [None, None] == [found.context for found in form.parse(text, OPTIONS).units]
    options = ParseOptions(contexts=("menu.*",))
    assert [None, "menu.save"] == [found.context for found in form.parse(text, options).units]


def test_a_plural_and_a_text_alike_are_two_messages() -> None:
    """The plural has its key for a context, since a catalog has one entry for a text."""
    text = '{"a": "One day", "b_one": "One day", "b_other": "Days", "c_one": "One day", "c_other": "Days"}'
    units = format_named("i18next").parse(text, OPTIONS).units
    assert [(None, ""), ("b", "Days"), ("c", "Days")] == [(found.context, found.plural) for found in units]


@pytest.mark.parametrize("locale", ["de", "pt_BR"])
def test_a_localization_of_a_string_catalog(locale: str) -> None:
    """It stands among the others in the order of their names, in place of one that is there; the rest stays."""
    text = """{ "sourceLanguage" : "en", "strings" : { "A stop" : {
      "localizations" : {
        "de" : { "stringUnit" : { "state" : "translated", "value" : "Eine Halte" } },
        "ru" : { "stringUnit" : { "state" : "translated", "value" : "Остановка" } }
      }
    } }, "version" : "1.0" }"""
    form = format_named("xcstrings")
    document = form.parse(text, OPTIONS)
    assert form.encode_together is not None
    written = document.parts[0] + form.encode_together(document.units, ["Ein Halt"], locale) + document.parts[-1]
    before, after = json.loads(text), json.loads(written)
    localizations = after["strings"]["A stop"]["localizations"]
    unit = localizations.pop(locale.replace("_", "-"))["stringUnit"]
    assert {"state": "translated", "value": "Ein Halt"} == unit
    before["strings"]["A stop"]["localizations"].pop(locale, None)
    assert before == after
    assert 3 - (locale == "de") == written.count('"stringUnit"')


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('ab {}$"[*.]\n#=->'), min_size=1, max_size=20))
def test_any_text_is_one_pattern_of_fluent(text: str) -> None:
    """Whatever a translation is, its message is read as one, with what was written but for blanks and literals."""
    form = format_named("fluent")
    written = form.encode(replace(unit("Text", ""), newline="\n    "), text)
    try:
        units = form.parse(f"a = {written}\nb = End\n", OPTIONS).units
    except SourceError:
        assert "{" in text
        return
    assert "End" == units[-1].text
    if "{" not in text and len(units) == 2:  # and not one whose words are all code
        plain = re.sub(r'\{"(.)"\}', r"\1", units[0].text)
        assert list(filter(None, map(str.strip, text.split("\n")))) == plain.split("\n")


def test_fluent_lines_and_literals() -> None:
    """Lines are indented as the source's; what would be syntax is a literal."""
    form = format_named("fluent")
    document = form.parse("a =\n  One\n  two\n", OPTIONS)
    assert "One\ntwo" == document.units[0].text
    assert '{"."}x { $y }.' == form.encode(document.units[0], ".x { $y }.")
    assert 'x\n  {"["}y{"}"}\n  {"."}z' == form.encode(document.units[0], "x\n[y}\n\n.z")


def labelled(name: str, text: str, tag: str) -> str:
    return format_named(name).page.label(text, {"lang": tag, "dir": "ltr"})


def test_a_catalog_says_its_language() -> None:
    """Its header has the language with its plural forms, and is no template's; what has no text has as many forms."""
    text = """# Trams
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"Language: \\n"

msgid "a"
msgid_plural "b"
msgstr[0] ""
msgstr[1] ""

msgid "c"
msgid_plural "d"
msgstr[0] "e"
msgstr[1] "f"
"""
    expected = text.replace("#, fuzzy\n", "", 1).replace('"Language: ', '"Language: ko')
    forms = '"Language: ko\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    expected = expected.replace('"Language: ko\\n"\n', forms).replace('msgstr[1] ""\n', "")
    assert expected == labelled("gettext", text, "ko")
    assert '"Language: pt_BR\\n"' in labelled("gettext", text, "pt-BR")
    assert "msgid" == labelled("gettext", "msgid", "ko")


def test_files_say_their_language() -> None:
    """XLIFF has the language of its targets, ARB its own; where there is no place for it, nothing changes."""
    one = '<xliff version="1.2"><file source-language="en"/><file source-language="en" target-language="de"/></xliff>'
    two = '<xliff version="2.0" srcLang="en"><file/></xliff>'
    assert 'srcLang="en" trgLang="ko"' in labelled("xliff", two, "ko")
    assert 2 == labelled("xliff", one, "pt-BR").count('source-language="en" target-language="pt-BR"')
    assert '{"@@locale": "pt_BR"}' == labelled("arb", '{"@@locale": "en"}', "pt-BR")
    assert '{"@@locale": "pt-BR"}' == labelled("arb", '{"@@locale": "en-US"}', "pt-BR")
    assert "{}" == labelled("arb", "{}", "ko")


def test_limits_are_the_units() -> None:
    """A size in characters is the limit of a unit."""
    text = """<xliff version="1.2"><trans-unit id="a" maxwidth="20" size-unit="char"><source>A b</source></trans-unit>
<trans-unit id="b" maxwidth="20"><source>C d</source></trans-unit></xliff>"""
    assert [20, 0] == [found.limit for found in format_named("xliff").parse(text, OPTIONS).units]
    catalog = '#, max-length:8\nmsgid "A b"\nmsgstr ""\n'
    assert [8] == [found.limit for found in format_named("gettext").parse(catalog, OPTIONS).units]
