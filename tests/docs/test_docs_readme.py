"""What the README says is what the program does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
import tomllib

SCRIPT = Path(__file__).with_name("readme.py")


@pytest.fixture(scope="module")
def readme():
    """The script that writes the README's generated parts."""
    spec = importlib.util.spec_from_file_location("readme", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_parts_are_up_to_date(readme):
    """Help texts and tables are the program's own; `make readme` writes them."""
    text = readme.README.read_text(encoding="utf-8")
    assert readme.render(text) == text
    assert set(readme.GENERATORS) == set(re.findall(r"<!-- generated: (\w+) -->", text))


def test_every_command_is_explained(readme):
    """No command without a help text, no option without one."""
    for name, command in readme.commands():
        assert command.help, name
        for option in command.params:
            if option.param_type_name == "option":
                assert option.help, f"{name} {option.name}"


def test_every_setting_is_documented(readme):
    """The README's configuration section names every setting there is."""
    from dataclasses import fields

    from l10n.settings import Settings

    text = readme.README.read_text(encoding="utf-8")
    assert [] == [entry.name for entry in fields(Settings) if f"`{entry.name}`" not in text]


def test_every_extra_is_documented(readme, repository):
    """The README's table of extras names each of them."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    text = readme.README.read_text(encoding="utf-8")
    assert [] == [extra for extra in project["project"]["optional-dependencies"] if f"`{extra}`" not in text]


def test_every_format_and_engine_is_documented(readme):
    """The README's tables name every file name ending and every engine."""
    from l10n.engines import ENGINES
    from l10n.formats import SUFFIXES

    text = readme.README.read_text(encoding="utf-8")
    assert [] == [suffix for suffix in SUFFIXES if f"`{suffix}`" not in text]
    assert [] == [entry.name for entry in ENGINES if f"| `{entry.name}` |" not in text]
