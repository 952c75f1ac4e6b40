"""Compiling: the laws, over generated documents and every example of the Markdown specs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from html import unescape

import pytest
from format_cases import codes, format_cases, skeleton, without_labels
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption

from l10n.catalog.edit import apply_drafts, approve
from l10n.catalog.merge import merge, new_catalog
from l10n.compiler import Policy, compile_document
from l10n.engines.pseudo import pseudolocalize
from l10n.errors import SourceError
from l10n.formats import REGISTRY, Format, ParseOptions, format_named
from l10n.model import Catalog, Document, Draft, Message, State

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc)
OPTIONS = ParseOptions()

LINES = [
    "A title",
    "# Heading *with* [a link](https://example.org/a)",
    "A paragraph of two sentences. It has `code` and 25% of something.",
    "wrapped on",
    "- item one",
    "  - item two",
    "> quoted text",
    "> - quoted item",
    "```",
    "    indented",
    "| a | b |",
    "|---|---|",
    "| 1 | two \\| three |",
    "<div>raw</div>",
    "[ref]: https://example.org/ref",
    "Text with a [ref] and ![image](i.png).",
    "<!-- l10n:off -->",
    "<!-- l10n:on -->",
    "---",
    "title: Hello",
    "",
    "",
]


@st.composite
def formatted(draw: st.DrawFn) -> tuple[Format, str]:
    """A format and a document: one of its case file, or blocks out of all of these that stand by themselves, or lines
    that mean much in Markdown and nothing in plain text."""
    form = format_named(draw(st.sampled_from(list(REGISTRY))))
    texts = [case.text for case in format_cases(form.name)]
    blocks = [
        block for text in texts for block in text.split("\n\n") if not (block.startswith(":") or block.endswith("::"))
    ]
    text = draw(st.sampled_from(texts))
    if not form.package and draw(st.booleans()):
        text = "\n\n".join(draw(st.lists(st.sampled_from(blocks), max_size=5))) + draw(st.sampled_from(["", "\n"]))
    if form.name in ("markdown", "text") and draw(st.booleans()):
        text = "\n".join(draw(st.lists(st.sampled_from(LINES), max_size=14))) + draw(st.sampled_from(["", "\n"]))
    text = draw(st.sampled_from(["", "" if form.package else "\ufeff"])) + text
    return form, text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def parsed(form: Format, text: str) -> Document:
    """The text's document; what is no document of a strict format is no example."""
    try:
        return form.parse(text, OPTIONS)
    except SourceError:
        raise UnsatisfiedAssumption from None


def translated(units, translate) -> Catalog:
    """A catalog with approved translations of the units, in a language with the source's plural forms."""
    catalog = merge(new_catalog("en_GB", "en", "test", NOW), units, "source/a.md").catalog
    drafts = {}
    for unit in units:
        target = "\0".join(translate(text) for text in (unit.text, unit.plural) if text)
        drafts[unit.key] = (target, Draft.of("mt test", unit.text, target))
    return approve(apply_drafts(catalog, drafts))


@settings(max_examples=120, deadline=None)
@given(formatted())
def test_the_source_as_its_own_translation_is_the_identity(drawn):
    """Law 2: every unit translated by itself, or by nothing at all, gives the source's bytes."""
    form, text = drawn
    document = parsed(form, text)
    assert text == document.raw
    same = translated(document.units, lambda source: source)
    assert text == compile_document(document, same, Policy()).text
    assert text == compile_document(document, None, Policy()).text


@pytest.mark.parametrize("file", ["commonmark-examples.json", "gfm-examples.json"])
def test_the_identity_holds_over_the_specs(documents, file):
    """Laws 1 and 2 over every example of CommonMark and GFM."""
    examples = json.loads((documents / "commonmark-spec" / file).read_text(encoding="utf-8"))
    markdown = format_named("markdown")
    changed = []
    for number, example in enumerate(examples):
        document = markdown.parse(example["markdown"], OPTIONS)
        same = translated(document.units, lambda source: source)
        outputs = {document.raw, compile_document(document, same, Policy()).text}
        if outputs != {example["markdown"]}:
            changed.append(number)
    assert [] == changed


@settings(max_examples=120, deadline=None)
@given(formatted())
def test_a_compiled_article_has_the_skeleton_of_its_source(drawn):
    """Law 8: outside the units nothing changes, and the same units are found in the translation; a format that keeps
    its source beside that has the source's."""
    form, text = drawn
    document = parsed(form, text)
    compiled = compile_document(document, translated(document.units, partial(_shout, form)), Policy())
    again = form.parse(compiled.text, OPTIONS)
    assert skeleton(document) == skeleton(again)
    targets = [unit.text if form.bilingual else _shout(form, unit.text) for unit in document.units]
    found = [without_labels(unit.text, source.labels) for source, unit in zip(document.units, again.units, strict=True)]
    assert [unescaped(text) for text in targets] == [unescaped(text) for text in found]
    assert [codes(form, text) for text in targets] == [codes(form, text) for text in found]


def unescaped(text: str) -> str:
    """A text without what an encoder writes so that a mark is no markup: backslashes, references, word joiners."""
    return " ".join(unescape(text).replace("\\", "").replace("\u2060", "").split())


def _shout(form: Format, text: str) -> str:
    """A translation that keeps markup: the longest word of letters, said twice; the text itself if that is in code."""
    words = [word for word in text.split() if word.isalpha() and len(word) > 3]
    said = text.replace(max(words, key=len), f"{max(words, key=len)} {max(words, key=len)}", 1) if words else text
    return said if codes(form, said) == codes(form, text) else text


@settings(max_examples=60, deadline=None)
@given(formatted())
def test_the_same_input_gives_the_same_bytes(drawn):
    """Law 7: nothing depends on a clock, on chance or on the order of a set."""
    form, text = drawn
    document = parsed(form, text)
    assert text == document.raw
    outputs = {compile_document(document, translated(document.units, pseudolocalize), Policy()).text for _ in range(3)}
    assert 1 == len(outputs)


def test_policies():
    """What is published, and what stands where nothing is."""
    document = format_named("markdown").parse("# One\n\n- two words\n- three\n\nFour.\n", OPTIONS)
    catalog = merge(new_catalog("ko", "en", "test", NOW), document.units, "source/a.md").catalog
    one, two = document.units[0], document.units[1]
    catalog = apply_drafts(catalog, {unit.key: ("번역", Draft.of("mt test", unit.text, "번역")) for unit in (one, two)})
    catalog = approve(catalog, {one.key})
    drafts = compile_document(document, catalog, Policy())
    assert "# 번역\n\n- 번역\n- three\n\nFour.\n" == drafts.text
    assert [State.UNTRANSLATED, State.UNTRANSLATED] == [gap.state for gap in drafts.gaps]
    approved = compile_document(document, catalog, Policy(publish="approved"))
    assert "# 번역\n\n- two words\n- three\n\nFour.\n" == approved.text
    omitted = compile_document(document, catalog, Policy(publish="approved", fallback="omit"))
    assert "# 번역\n\n\n" == omitted.text
    assert (1, 1, 2) == tuple(omitted.states[state] for state in (State.APPROVED, State.DRAFT, State.UNTRANSLATED))


@pytest.mark.parametrize(
    ("states", "worst", "published"),
    [
        ("approved approved", "approved", "approved drafts"),
        ("approved draft", "draft", "drafts"),
        ("draft approved", "draft", "drafts"),
        ("stale draft", "stale", "drafts"),
        ("approved stale", "stale", "drafts"),
        ("approved untranslated", "untranslated", ""),
        ("untranslated stale", "untranslated", ""),
    ],
)
def test_a_block_is_as_good_as_the_worst_of_its_sentences(states, worst, published):
    """Where a catalog holds sentences, one that may not be published keeps its whole block back."""
    sentences = ["One is here. ", "Two is there."]
    made = {
        "approved": Message("", "번역."),
        "draft": Message("", "번역.", flags=("fuzzy",)),
        "stale": Message("", "번역.", flags=("fuzzy",), previous_msgid="Before."),
        "untranslated": Message(""),
    }
    messages = [replace(made[state], msgid=text.strip()) for text, state in zip(sentences, states.split(), strict=True)]
    assert states.split() == [message.state.value for message in messages]
    document = format_named("text").parse("".join(sentences), OPTIONS)
    catalog = Catalog((), tuple(messages))
    for publish in ("approved", "drafts"):
        compiled = compile_document(document, catalog, Policy(publish), split=lambda unit: sentences)
        assert ("번역. 번역." if publish in published else document.raw) == compiled.text
        assert {State(worst): 1} == {state: number for state, number in compiled.states.items() if number}
        assert ([] if publish in published else [State(worst)]) == [gap.state for gap in compiled.gaps]


def test_a_sentence_that_no_catalog_holds_keeps_its_block_back():
    """A sentence without an entry is untranslated; white space between sentences is not one."""
    sentences = ["One is here.", " ", "Two is there."]
    document = format_named("text").parse("".join(sentences), OPTIONS)
    catalog = Catalog((), (Message("One is here.", "하나."), Message("Two is there.", "둘.")))
    whole = compile_document(document, catalog, Policy("approved"), split=lambda unit: sentences)
    assert "하나. 둘." == whole.text
    part = replace(catalog, messages=catalog.messages[:1])
    assert document.raw == compile_document(document, part, Policy(), split=lambda unit: sentences).text
