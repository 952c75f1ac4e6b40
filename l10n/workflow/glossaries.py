"""The glossaries of a project: reading one, and adding terms to it."""

from collections.abc import Sequence

from l10n.glossary.terms import parse_terms, render_terms
from l10n.model import Term
from l10n.project import Project
from l10n.workflow.cache import digest


class GlossaryChangedError(Exception):
    """Somebody else changed the glossary since a person saw it."""


def read_terms(project: Project, locale: str) -> tuple[Term, ...]:
    """The locale's glossary; empty when there is none. Raises L10nError with path and line."""
    path = project.glossary_path(locale)
    return parse_terms(data, path) if (data := project.store.read(path)) is not None else ()


def put_terms(project: Project, locale: str, terms: Sequence[Term], stamp: str | None = None) -> tuple[Term, ...]:
    """Adds terms to a locale's glossary; a term with the same translation is not added twice. Returns what is new.

    Raises GlossaryChangedError, with nothing written, where it is no longer the glossary of the `stamp`, and
    ConfigurationError for a glossary that cannot be read.
    """
    if not terms:
        return ()
    path = project.glossary_path(locale)
    new: list[Term] = []

    def added(data: bytes | None) -> bytes:
        if stamp is not None and stamp != digest(data or b""):
            raise GlossaryChangedError
        known = parse_terms(data, path) if data is not None else ()
        pairs = {(one.source, one.target) for one in known}
        new[:] = [term for term in dict.fromkeys(terms) if (term.source, term.target) not in pairs]
        return render_terms((*known, *new)).encode() if new else data or b""

    project.store.revise(path, added)
    return tuple(new)


def glossary_stamp(project: Project, locale: str) -> str:
    """Changes with the locale's glossary."""
    return digest(project.store.read(project.glossary_path(locale)) or b"")
