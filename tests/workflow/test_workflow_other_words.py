"""Terms in the language of their source, by an engine for the other direction."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from l10n.drafting import AS_WRITTEN, PLAIN, Reading
from l10n.errors import EngineError
from l10n.project import find_project
from l10n.workflow import other_words as module
from l10n.workflow.chain import Chain
from l10n.workflow.other_words import other_words


class Words:
    """Knows one word."""

    name, fingerprint = "words", "words@1"

    def __init__(self, reading: Reading = PLAIN, fails: bool = False) -> None:
        self.reading, self.fails = reading, fails

    def pairs(self) -> list[tuple[str, str]]:
        return [("pt", "en"), ("en", "pt")]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        if self.fails:
            raise EngineError("it is broken")
        return [{"telefonema": "Phone call", "Telefonema.": "The phone call."}.get(one, "") for one in sentences]


@pytest.fixture
def ask(workspace, monkeypatch: pytest.MonkeyPatch):
    """Asks with a chain of one engine, the engine of the other direction given; and how often one was loaded."""
    workspace.write("l10n.toml", 'locales = ["pt_BR"]\n')
    loaded: list[tuple[str, str, str]] = []

    def asker(engine: Words, back: Words | None):
        def load(name: str, source: str, target: str, settings: object) -> Words:
            loaded.append((name, source, target))
            if back is None:
                raise EngineError("no model")
            return back

        monkeypatch.setattr(module, "load_engine", load)
        return other_words(find_project(workspace.root), "pt_BR", Chain((engine,))), loaded

    return asker


def test_the_other_direction_is_loaded_when_it_is_wanted(ask) -> None:
    """Once, with the first term; the word and the sentence give one phrase."""
    words, loaded = ask(Words(), Words())
    assert [] == loaded
    assert [["phone call"], [], ["phone call"]] == [words("telefonema"), words("outra"), words("telefonema")]
    assert [("words", "pt_BR", "en")] == loaded


def test_without_the_other_direction_there_are_no_words(ask) -> None:
    """Neither a missing model nor a failing engine stops a draft."""
    words, loaded = ask(Words(), None)
    assert ([], []) == (words("telefonema"), words("telefonema"))
    assert 1 == len(loaded)
    assert [] == ask(Words(), Words(fails=True))[0]("telefonema")


def test_slow_engines_are_not_asked(ask) -> None:
    """A language model is loaded once, and not for words."""
    assert ask(Words(AS_WRITTEN), Words())[0] is None
