"""The Python API: what its docstrings show is what it does, and `import l10n` costs nothing."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import l10n
from l10n import api

FUNCTIONS = {name: value for name, value in vars(api).items() if name in api.__all__ and inspect.isfunction(value)}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_examples(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a function, in a folder with a project `news` of one article, give what they say."""
    source = tmp_path / "news" / "source" / "talks.md"
    source.parent.mkdir(parents=True)
    source.write_text("# Talks\n\nDr. Kim spoke. They met *twice*.\n", encoding="utf-8")
    (tmp_path / "news" / "l10n.toml").write_text('locales = ["ko"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest(FUNCTIONS[name].__doc__ or "", {"l10n": l10n}, name, "l10n/api.py", 0)
    assert test.examples
    told: list[str] = []
    assert 0 == doctest.DocTestRunner().run(test, out=told.append).failed, "".join(told)


def test_the_package_has_what_is_promised() -> None:
    """Every name of the API stands in the package, and nothing else does."""
    assert {"__version__", *api.__all__} == set(l10n.__all__)
    assert all(getattr(l10n, name) is getattr(api, name) for name in api.__all__)
    with pytest.raises(AttributeError, match="no attribute 'publish'"):
        l10n.publish  # noqa: B018  # asked for, not used


def test_importing_the_package_imports_nothing_else() -> None:
    """The command line, and scripts that ask for the version, do not wait for the API."""
    code = "import sys, l10n; print([name for name in sys.modules if name.startswith('l10n.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


def test_an_unknown_format_is_refused() -> None:
    """The error names the formats there are."""
    with pytest.raises(l10n.L10nError, match=r"no format 'word'\n  There are text, markdown"):
        l10n.segment("Some words.", format="word")
    with pytest.raises(l10n.L10nError, match="xx_nowhere"):
        l10n.segment("Some words.", language="xx_nowhere")
