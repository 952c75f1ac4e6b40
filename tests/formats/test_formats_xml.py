"""DocBook and DITA: how translations are written, what is refused, and that the tables are whole."""

from __future__ import annotations

import pytest
from growth import assert_linear

from l10n.errors import SourceError
from l10n.formats.format import ParseOptions
from l10n.formats.xml import DITA, DOCBOOK
from l10n.formats.xml.rules import rules

OPTIONS = ParseOptions()
BOMB = "<!DOCTYPE a [<!ENTITY e0 'words'>" + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 9))


def compiled(text: str, *targets: str) -> str:
    """The document with its units replaced, in order."""
    left = iter(targets)
    parts = DOCBOOK.parse(text, OPTIONS).parts
    return "".join(part if isinstance(part, str) else DOCBOOK.encode(part, next(left)) for part in parts)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("<link>ein Wort</link>", "<link>ein Wort</link>"),
        ("<link>a < b & c", "&lt;link>a &lt; b &amp; c"),
        ("<b>fett</b> &nbsp;&app;&other;", "&lt;b>fett&lt;/b> \u00a0&app;&amp;other;"),
        ("]]> &amp; &#228;\x00\n", "]]&gt; &amp; &#228; "),
    ],
)
def test_translations_stay_well_formed(target: str, expected: str) -> None:
    """Only tags and entities of the source count as such; everything else is text."""
    assert f"<para>{expected}</para>" == compiled("<para><link>a word</link> of &app;</para>", target)


def test_attributes_and_lines() -> None:
    """Quotation marks end no attribute, and a text in which lines are seen keeps the file's line ends."""
    text = "<map><topicref navtitle='Some words'/></map>"
    part = DITA.parse(text, OPTIONS).units[0]
    assert "a &quot;b&quot; &apos;c&apos; &amp;d" == DITA.encode(part, "a \"b\" 'c' &d")
    verse = "<para><literallayout>One\r\n two</literallayout></para>"
    assert verse.replace("One", "Eins") == compiled(verse, "Eins\n two")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a xml:lang="en"><para>Words</para></a>', '<a xml:lang="ko"><para>Words</para></a>'),
        ("<a lang='en' id='b'/>", "<a lang='ko' id='b'/>"),
        (
            "<?xml version='1.0'?>\n<!-- <b> --><a><para/></a>",
            "<?xml version='1.0'?>\n<!-- <b> --><a xml:lang=\"ko\"><para/></a>",
        ),
    ],
)
def test_language(text: str, expected: str) -> None:
    """The root element states the language of a translation."""
    assert expected == DOCBOOK.page.label(text, {"lang": "ko", "dir": "ltr"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<para>Words", "not well-formed"),
        ("<para>&app</para>", "not well-formed"),
        ("Words", "not well-formed"),
        (f"{BOMB}]><para>&e8;</para>", "refused"),
        (f'{BOMB}]><para role="&e8;">Words</para>', "refused"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "refused"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a>&x;</a>', "refused"),
        ("<a>" * 300 + "</a>" * 300, "nested"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a/>", "not UTF-8"),
    ],
)
def test_what_is_broken_or_hostile_is_refused(text: str, reason: str) -> None:
    """What is no XML, is nested too deep, or declares entities that explode or lead elsewhere is refused."""
    with pytest.raises(SourceError, match=reason) as raised:
        DOCBOOK.parse(text, OPTIONS)
    assert raised.value.line


def test_what_entities_stand_for_is_not_read() -> None:
    """Entities of files beside the document are kept as they are written; nothing is opened."""
    text = '<!DOCTYPE a [<!ENTITY x SYSTEM "missing.xml">]><a><para>Words &x; here</para>&x;</a>'
    assert ["Words &x; here"] == [unit.text for unit in DOCBOOK.parse(text, OPTIONS).units]
    assert text == DOCBOOK.parse(text, OPTIONS).raw


@pytest.mark.parametrize("name", ["docbook", "dita"])
def test_tables(name: str) -> None:
    """No element of a vocabulary is in two categories that exclude each other."""
    table = rules(name)
    groups = [table.code, table.skeleton, table.within, table.nested]
    doubled = {
        element for index, group in enumerate(groups) for other in groups[index + 1 :] for element in group & other
    }
    assert set() == doubled
    assert table.types
    assert table.attributes


@pytest.mark.parametrize(
    "piece",
    [
        "<para>Some <emphasis>words</emphasis> &amp; <code>x</code></para>\n",
        "<para><indexterm><primary>a</primary></indexterm><footnote><para>b</para></footnote></para>",
        "word <link>a</link> ",
        "<indexterm><primary>a</primary></indexterm> ",
        "<!-- a --><?b c?>",
        "&app; ",
    ],
)
def test_growth(piece: str) -> None:
    """Long documents and long texts take work as they are long."""
    documents = [f"<article><para>a {piece * count} z</para></article>" for count in (300, 1200)]
    assert_linear(lambda text: DOCBOOK.parse(text, OPTIONS), *documents)
