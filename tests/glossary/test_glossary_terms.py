"""Glossaries: CSV and TBX, and terms in texts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import ConfigurationError
from l10n.glossary.tbx import parse_tbx
from l10n.glossary.terms import find_terms, parse_terms, relevant_terms, render_terms, term_used
from l10n.model import Term

PATH = Path("glossary/ko.csv")


def test_csv() -> None:
    """Columns in any order, flags with `;` or blanks, a byte order mark, quoted cells."""
    text = '\ufeffterm,flags,translation,note\r\nTrump,case-sensitive,트럼프,"the president, not the verb"\r\n'
    text += "FTA,do-not-translate; case-sensitive,,\r\n\r\nSouth  Korea,forbidden,남한,\r\n"
    terms = (
        Term("Trump", "트럼프", "the president, not the verb", case_sensitive=True),
        Term("FTA", "FTA", do_not_translate=True, case_sensitive=True),
        Term("South Korea", "남한", forbidden=True),
    )
    assert terms == parse_terms(text.encode(), PATH)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (b"", 1, "names its columns"),
        (b"term,note\n", 1, "names its columns"),
        (b"term,translation,extra\n", 1, "names its columns"),
        (b"term,translation,term\n", 1, "names its columns"),
        (b"term,translation\na,b\n\nc\n", 4, "no translation"),
        (b"term,translation\na,b,c\n", 2, "cells too many"),
        (b'term,translation\n"a\nb",c\n!,x\n', 4, "needs a letter"),
        (b"term,translation\n" + b"a" * 501 + b",x\n", 2, "at most 500 characters"),
        (b'term,translation\na,"b\n', 2, "no CSV"),
        (b"term,translation,flags\na,b,never\n", 2, "unknown flag 'never'"),
        (b"term,translation,flags\na,b,forbidden;do-not-translate\n", 2, "not both"),
        (b"term,translation\na,b\nc,d\na,b\n", 4, "as in line 2"),
        (b"term,translation\na,\xff\n", 2, "not UTF-8"),
    ],
)
def test_bad_csv(text: bytes, line: int, message: str) -> None:
    """What cannot be read without guessing is refused with its line."""
    with pytest.raises(ConfigurationError, match=message) as caught:
        parse_terms(text, PATH)
    assert (PATH, line) == (caught.value.path, caught.value.line)


WORDS = st.text(st.sampled_from("ab,;\"' 가é1"), min_size=1, max_size=8).map(lambda text: " ".join(text.split()) + "x")
TERMS = st.builds(Term, WORDS, WORDS, WORDS, st.just(False), st.booleans(), st.booleans())


@given(st.lists(TERMS, max_size=5, unique=True))
def test_csv_round_trip(terms: list[Term]) -> None:
    """Reading what was written gives the same terms."""
    assert tuple(terms) == parse_terms(render_terms(terms).encode(), PATH)


GLOSSARY = (
    Term("Trump", "트럼프", case_sensitive=True),
    Term("Donald Trump", "도널드 트럼프", case_sensitive=True),
    Term("tariff", "관세"),
    Term("treaty", "조약"),
    Term("US", "미국"),
    Term("South Korea", "한국"),
    Term("South Korea", "남한", forbidden=True),
    Term("C++", "C++", do_not_translate=True),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Donald Trump’s tariffs", ["Donald Trump", "tariffs"]),
        ("Tariff talks, tariff-free", ["Tariff", "tariff"]),
        ("Two treaties and a treaty", ["treaties", "treaty"]),
        ("They trump us", []),
        ("the US and us", ["US"]),
        ("Trumpism, tariffed", []),
        ("in South\n Korea", ["South\n Korea", "South\n Korea"]),
        ("South Koreans", []),
        ("C++ and C", ["C++"]),
    ],
)
def test_find_terms(text: str, found: list[str]) -> None:
    """The longest term at a place, whole words, plurals, capitals that count, all translations of one source."""
    assert found == [text[start:end] for start, end, _ in find_terms(text, GLOSSARY)]


def test_find_terms_in_korean_source() -> None:
    """Where particles are joined to words, a term may end inside of one."""
    terms = (Term("이재명", "Lee Jae-myung"), Term("관세", "tariff"))
    assert [(0, 3), (6, 8)] == [match[:2] for match in find_terms("이재명은 대관세를", terms, "ko")]


def test_relevant_terms() -> None:
    """Each term once, forbidden ones of the same source included."""
    assert relevant_terms("South Korea, South Korea and tariffs", GLOSSARY) == (GLOSSARY[5], GLOSSARY[6], GLOSSARY[2])


@given(st.text(st.sampled_from("Trump South Korea tariffs'\n.가"), max_size=60))
def test_matches_are_in_order_and_apart(text: str) -> None:
    """Matches never overlap, unless they are of one source."""
    spans = list(dict.fromkeys(match[:2] for match in find_terms(text, GLOSSARY)))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("target", "term", "locale", "used"),
    [
        ("이재명은 말했다", "이재명", "ko", True),
        ("한국 전쟁 이후", "한국전쟁", "ko", True),
        ("트럼프가", "이재명", "ko", False),
        ("As Tarifas subiram", "tarifa", "pt_BR", True),
        ("da Coreia do Sul", "Coreia do Sul", "pt_BR", True),
        ("da Coreia do Norte", "Coreia do Sul", "pt_BR", False),
        ("dos acordos comerciais", "acordo comercial", "pt_BR", True),
        ("as taxas", "tarifa", "pt_BR", False),
        ("des Zolls", "Zoll", "de", True),
        ("в Сеуле", "Сеул", "ru", True),
        ("والرئيس", "رئيس", "ar", True),
        ("os EUA", "EUA", "pt", True),
        ("", "EUA", "pt", False),
    ],
)
def test_term_used(target: str, term: str, locale: str, used: bool) -> None:
    """Particles, spacing, inflection and joined articles do not hide a term."""
    assert used == term_used(target, term, locale)


TBX2 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX"><text><body><termEntry id="1"><descrip type="definition">a tax on
 imports</descrip><langSet xml:lang="en"><tig><term>tariff</term></tig><tig><term>duty</term></tig></langSet>
<langSet xml:lang="ko">
<tig><term>관세</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig><ntig><termGrp>
<term>세금</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
</langSet></termEntry><termEntry><langSet xml:lang="en"><tig><term>alone</term></tig></langSet></termEntry></body>
</text></martif>"""
TBX3 = """<tbx style="dct" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"
 xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body><conceptEntry id="1"><basic:definition>a tax on imports
</basic:definition><langSec xml:lang="en-US"><termSec><term>tariff</term></termSec><termSec><term>duty</term></termSec>
</langSec><langSec xml:lang="ko"><termSec><term>관세</term></termSec><termSec><term>세금</term>
<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body>
</text></tbx>"""


@pytest.mark.parametrize("text", [TBX2, TBX3])
def test_tbx(text: str) -> None:
    """Concepts of either version become terms; deprecated names are forbidden; what has no translation is left out."""
    note = "a tax on imports"
    terms = [Term(source, "관세", note) for source in ("tariff", "duty")]
    terms += [Term(source, "세금", note, forbidden=True) for source in ("tariff", "duty")]
    assert set(terms) == set(parse_tbx(text.encode(), "en", "ko", Path("terms.tbx")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE m [<!ENTITY a "b">]><martif>&a;</martif>', "the entity 'a' is refused"),
        ('<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><martif>&a;</martif>', "the entity 'a' is refused"),
        ("<martif><text></martif>", "mismatched tag"),
        ("term,translation", "not well-formed XML"),
        ("<html></html>", "root element is html"),
    ],
)
def test_bad_tbx(text: str, message: str) -> None:
    """Entities, broken XML and other documents are refused."""
    with pytest.raises(ConfigurationError, match=message):
        parse_tbx(text.encode(), "en", "ko", Path("terms.tbx"))
