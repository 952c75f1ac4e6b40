"""The same sentences in the forms that real articles have, and what each form costs an engine's drafts.

A test set is clean: whole sentences, straight quotes, no markup. An article is not. Each form here is made from a clean
sentence without chance: the same text gives the same form, so that two runs and two engines can be compared.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10n.drafting.request import Brief, Job
from l10n.drafting.run import draft
from l10n.engines.evaluate import quality
from l10n.errors import SourceError

if TYPE_CHECKING:
    from l10n.drafting import Engine


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a sentence."""

    name: str
    job: Callable[[str], Job]
    """A clean sentence, written in this form."""
    read: Callable[[str], str] = str
    """The draft without what the form added, to be compared with a translation of the clean sentence."""
    cased: bool = True
    """Whether letters are compared with their case."""
    step: int = 1
    """How many sentences make one text."""


@dataclass(frozen=True, slots=True)
class Strain:
    """What one form of the text did to one engine's drafts."""

    engine: str
    form: str
    against: str
    """What the drafts were compared with: `reference`, or `clean` for the drafts of the clean form."""
    texts: int
    chrf: float
    bleu: float
    chrf_lost: float
    """Points less than the clean form has, compared in the same way."""
    bleu_lost: float
    changed: int
    """Drafts that are not the clean form's."""
    untranslated: int


_SMALL = frozenset(
    "a an and as at but by for from if in into nor of off on or over per so than the to up via vs with yet".split()
)


def title_case(text: str) -> str:
    """The sentence as headings of US English are written (Chicago Manual of Style, 8.159, prepositions aside)."""
    words = text.split(" ")
    last = len(words) - 1
    return " ".join(
        word if index not in (0, last) and word.lower() in _SMALL else _raised(word) for index, word in enumerate(words)
    )


def _raised(word: str) -> str:
    return re.sub(r"(?<![\w'’.])([^\W\d_])(?=\w*)", lambda match: match[1].upper(), word)


def typographic(text: str) -> str:
    """The sentence as a newsroom's system writes it: “ ” ‘ ’ … and dashes without spaces."""
    text = re.sub(r"(?<=\s)(?:--?|–)(?=\s)", "—", text)
    text = re.sub(r"\s*—\s*", "—", text).replace("...", "…")
    text = re.sub(r"(?:(?<=[\s(\[—\"'])|\A)'(?=\S)(?!\d\ds?\b)", "‘", text).replace("'", "’")
    return re.sub(r"(?:(?<=[\s(\[—‘])|\A)\"(?=\S)", "“", text).replace('"', "”")


_ENTITIES = {
    "“": "&ldquo;",
    "”": "&rdquo;",
    "‘": "&lsquo;",
    "’": "&rsquo;",
    "—": "&mdash;",
    "…": "&hellip;",
    "&": "&amp;",
}


def _with_entities(text: str) -> str:
    return "".join(_ENTITIES.get(char, char) for char in typographic(text))


_TARGET = "https://example.org/2025/06/report"


def marked_up(text: str) -> str:
    """The sentence with one bold span and one link, in Markdown, around words that its checksum chooses."""
    words = [match.span() for match in re.finditer(r"[^\W_](?:[\w'.-]*[^\W_])?", text)]
    if len(words) < 6:
        return text
    seed = zlib.crc32(text.encode())
    half = len(words) // 2
    spans = []
    for low, high, shift in ((0, half, 0), (half, len(words), 8)):
        size = 1 + (seed >> shift) % min(3, high - low)
        first = low + (seed >> (shift + 4)) % (high - low - size + 1)
        spans.append((words[first][0], words[first + size - 1][1]))
    wraps = ("**", "**"), ("[", f"]({_TARGET})")
    if seed >> 30 & 1:
        wraps = wraps[::-1]
    for (start, end), (opening, closing) in reversed(list(zip(spans, wraps, strict=True))):
        text = f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"
    return text


def _without_markup(text: str) -> str:
    return html.unescape(re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text).replace("**", ""))


def _behind(text: str, mark: str) -> str:
    """What follows the first occurrence of a mark; the whole text, when it is lost."""
    return text.partition(mark)[2].strip() if mark in text else text


def _behind_dash(text: str) -> str:
    return re.split(r"\s*[—–]\s*|\s-{1,2}\s", text, maxsplit=1)[-1]


FORMS: tuple[Form, ...] = (
    Form("clean", Job),
    Form("typographic", lambda text: Job(typographic(text))),
    Form("title case", lambda text: Job(title_case(text), "heading"), cased=False),
    Form("capitals", lambda text: Job(text.upper()), cased=False),
    Form("markup", lambda text: Job(marked_up(text), format="markdown"), _without_markup),
    Form("entities", lambda text: Job(_with_entities(text), format="markdown"), html.unescape),
    Form("label", lambda text: Job(f"**Background:** {text}", format="markdown"), lambda text: _behind(text, ":**")),
    Form("dateline", lambda text: Job(f"SEOUL, June 7 (AP) — {text}"), _behind_dash),
    Form("caption", lambda text: Job(f"{text} (AP Photo/Mary Stone)"), lambda text: re.sub(r" \([^()]*\)\Z", "", text)),
    Form("long", Job, step=3),
)


def stress(
    sources: Sequence[str],
    references: Sequence[str],
    engines: Iterable[Engine],
    source: str,
    target: str,
    forms: Sequence[Form] = FORMS,
) -> list[Strain]:
    """What the forms cost the drafts of some sentences, engine by engine, through the whole of drafting.

    Without references the drafts are compared with those of the clean sentences. Raises SourceError when there is not
    one reference a sentence, EngineError when an engine fails, and ConfigurationError when sacrebleu is missing.
    """
    if references and len(sources) != len(references):
        raise SourceError(
            "there are {sources} sentences and {references} references",
            sources=len(sources),
            references=len(references),
            hint="Line 5 of the reference must be the translation of line 5 of the source.",
        )
    strains = []
    for engine in engines:
        brief = Brief(target, source, chain=(engine,), cache={})
        clean = _drafts(sources, FORMS[0], brief)
        for form in forms:
            strains.append(_strain(engine.fingerprint, form, sources, references, clean, brief))
    return strains


def _drafts(sources: Sequence[str], form: Form, brief: Brief) -> list[str]:
    """The drafts of the sentences in a form, without what the form added."""
    texts = _joined(sources, form.step)
    drafts = [""] * len(texts)
    for index, proposal in draft([form.job(text) for text in texts], brief):
        drafts[index] = form.read(proposal.text)
    return drafts


def _joined(texts: Sequence[str], step: int) -> list[str]:
    """The texts; with a step, each so many of them as one long sentence of clauses."""
    if step == 1:
        return list(texts)
    groups = [texts[start : start + step] for start in range(0, len(texts), step)]
    return ["; ".join([*(text.rstrip(".") for text in group[:-1]), group[-1]]) for group in groups]


def _strain(
    engine: str, form: Form, sources: Sequence[str], references: Sequence[str], clean: Sequence[str], brief: Brief
) -> Strain:
    drafts = _drafts(sources, form, brief)
    wanted, before = _joined(references or clean, form.step), _joined(clean, form.step)

    def fold(texts: Sequence[str]) -> list[str]:
        return [_plain(text) if form.cased else _plain(text).lower() for text in texts]

    chrf, bleu = quality(fold(drafts), fold(wanted), brief.locale)
    clean_chrf, clean_bleu = quality(fold(before), fold(wanted), brief.locale)
    return Strain(
        engine,
        form.name,
        "reference" if references else "clean",
        len(drafts),
        chrf,
        bleu,
        round(clean_chrf - chrf, 1),
        round(clean_bleu - bleu, 1),
        sum(one != other for one, other in zip(fold(drafts), fold(before), strict=True)),
        drafts.count(""),
    )


def _plain(text: str) -> str:
    """The text with straight quotes and spaced hyphens, so that only words are compared."""
    text = re.sub(r"\s*[“”„«»]\s*(?<=[“”„«»])", lambda match: match[0].replace("“", '"').replace("”", '"'), text)
    text = re.sub("[“”„«»]", '"', re.sub("[‘’‚‹›]", "'", text)).replace("…", "...")
    return re.sub(r"\s*[—–]\s*|\s--?\s", " - ", text)
