"""Shared by all commands: the global options, the project, the clock; and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from l10n.project import Project

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Context:
    """The global options."""

    folder: Path
    quiet: bool = False
    verbose: bool = False

    @property
    def project(self) -> Project:
        """The project in whose folder the command runs. Raises ConfigurationError."""
        from l10n.workflow.setup import open_project

        return open_project(self.folder)

    @property
    def engine_settings(self) -> Mapping[str, Mapping[str, Any]]:
        """The project's settings of engines; empty outside a project. Raises ConfigurationError."""
        from l10n.errors import NoProjectError

        try:
            return self.project.settings.engine_tables
        except NoProjectError:
            return {}


def now() -> datetime:
    """The current local time with its offset."""
    return datetime.now().astimezone()


pass_context = click.pass_obj

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")

locale_option = click.option(
    "-l", "--locale", "locales", multiple=True, metavar="LOCALE", help="A locale to work on; repeat for more. [all]"
)

article_option = click.option(
    "-a", "--article", "articles", multiple=True, metavar="NAME", help="An article to work on; repeat for more. [all]"
)

engine_option = click.option(
    "--engine",
    metavar="NAME",
    help="The engine that drafts, or several to try in order (a,b); `none` drafts nothing; `auto` takes the best.",
)
