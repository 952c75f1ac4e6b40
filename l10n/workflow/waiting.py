"""What waits for a draft: which messages of the catalogs, and what a run would draft with what."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from l10n.catalog.edit import REPAIR
from l10n.catalog.stats import count_words
from l10n.drafting import Usage
from l10n.drafting.manner import Manner
from l10n.errors import EngineError
from l10n.formats.format import Format
from l10n.glossary.terms import term_finder
from l10n.model import Message, State
from l10n.project import Article, Project
from l10n.text.prose import prose
from l10n.translatable import Text
from l10n.workflow.catalogs import read_catalog
from l10n.workflow.chain import (
    Chain,
    engines_of,
    is_by_a_better,
    is_by_the_best,
    is_of_another_engine,
    load_chain,
    wanted_engines,
)
from l10n.workflow.glossaries import read_terms
from l10n.workflow.report import Errors
from l10n.workflow.sources import chosen_articles, chosen_locales

logger = logging.getLogger("l10n")

LONGEST = 1_000_000
"""A text of more characters is left to people: it is data or a mistake, and would take hours and gigabytes."""


def needs_draft(message: Message) -> bool:
    """Whether a message has no text, or only text for a source that has changed since: a machine's, or a person's, of
    which a sentence may be kept. Where one of its plural forms has text, the others are a person's, too."""
    if message.obsolete:
        return False
    if message.state is State.STALE:
        return message.machine_made or message.previous_msgid is not None
    return message.state is State.UNTRANSLATED and not any(message.msgstr_plural)


Wanted = Callable[[Message, Format], bool]
"""Says of a message of an article in a format whether it is to be drafted."""


def wanted_first(message: Message, form: Format) -> bool:
    """See `needs_draft`."""
    return needs_draft(message)


def wanted_again(project: Project, locale: str, chain: Chain) -> Wanted:
    """What `draft --again` drafts besides: what a machine wrote and nobody has touched, where the engine or its version
    is another one now, or where the glossary has a term that the draft does not use."""
    from l10n.checks import Pair, check_pair

    find = term_finder(read_terms(project, locale), source_locale := project.settings.source_locale)

    def wanted(message: Message, form: Format) -> bool:
        draft = message.draft
        drafted = message.state is State.DRAFT and message.machine_made and bool(chain.engines)
        if needs_draft(message) or not drafted or draft is None:
            return needs_draft(message)
        if draft.origin.startswith((REPAIR, "tm ")) or is_by_a_better(draft, chain):  # a person's words, or better ones
            return False
        if is_of_another_engine(message, chain) or (engines_of(draft) and not is_by_the_best(draft, chain)):
            return True
        terms = tuple(dict.fromkeys(term for _, _, term in find(prose(message.msgid, form.codes))))
        pair = Pair(message.msgid, message.msgstr, locale, source_locale, format=form.name, terms=terms)
        return bool(terms and check_pair(pair, {"glossary", "do-not-translate"}))

    return wanted


@dataclass(frozen=True, slots=True)
class Waiting:
    """What `draft` would draft in one catalog."""

    locale: str
    article: str
    units: int
    words: int
    engine: str
    """The fingerprints of the engines; empty where there is none."""
    missing: EngineError | None = None
    """Why there is none."""


def plan_drafts(
    project: Project, tags: Sequence[str], names: Sequence[str] = (), *, engine: str | None = None, again: bool = False
) -> tuple[Waiting, ...]:
    """What a run of `draft_catalogs` would draft, and with what. Raises EngineError for a name that no engine has."""
    plan = []
    errors = Errors()
    for locale, engines in wanted_engines(project, chosen_locales(project, tags), engine).items():
        if engines == "none":
            continue
        chain = load_chain(project, locale, engines)
        wanted = wanted_again(project, locale, chain) if again else wanted_first
        for article in chosen_articles(project, names):
            texts = [message.msgid for _, message, *_ in waiting_messages(project, locale, [article], errors, wanted)]
            words = sum(count_words(text, project.settings.source_locale) for text in texts)
            if texts:
                plan.append(Waiting(locale, article.name, len(texts), words, chain.fingerprints, chain.missing))
    return tuple(plan)


Place = tuple[Article, Message, str, Manner]
"""A message with its article, the text before it, and how the article writes."""


def waiting_messages(
    project: Project,
    locale: str,
    articles: Sequence[Article],
    errors: Errors,
    wanted: Wanted = wanted_first,
    names: Sequence[str] = (),
    remembered: Callable[[], Usage] = Usage,
) -> list[Place]:
    """The messages of a locale's catalogs that need a draft, with their places; `LONGEST` bounds them. `names` are the
    glossary's, and `remembered` tells how the memory's texts write their words."""
    found: list[Place] = []
    for article in articles:
        try:
            catalog = read_catalog(project, locale, article)
        except Exception as error:  # the others go on
            errors.add(error, article)
            continue
        form = article.format
        previous, live = "", catalog.live if catalog else ()
        title = live[0].msgid if live and live[0].type in ("title", "heading") else ""
        texts = [message.msgid for message in live if len(message.msgid) <= LONGEST]
        manner = Manner(texts, names, project.settings.source_locale, title, remembered)
        for message in live:
            if (size := len(message.msgid)) > LONGEST:
                if needs_draft(message):
                    what = Text("{name}: a text of {n:,} characters is left to people", name=article.file, n=size)
                    logger.warning(what)
            elif wanted(message, form):
                found.append((article, message, previous, manner))
            previous = message.msgid
    return found
