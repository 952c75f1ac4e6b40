"""What an engine module offers, what an installed model is, and the settings an engine reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

from l10n.errors import ConfigurationError, EngineError
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.drafting import Engine

ANY = "*"
"""The language of a model that is not made for one pair."""

Report = Callable[[Text], None]
"""Takes one line of progress for a person."""

Progress = Callable[[str, int, int], None]
"""Called with what is being fetched, how many bytes of it are there, and how many there are."""


def no_progress(what: str, done: int, total: int) -> None:
    """A progress that nobody watches."""


Confirm = Callable[[Text], bool]
"""Asks a person a question that is answered with yes or no."""


def unasked(question: Text) -> bool:
    """The answer where nobody can be asked: yes, since the command itself asked for it."""
    return True


LARGE = 500_000_000
"""Bytes from which on a person is asked before a model is fetched."""


def megabytes(size: int) -> str:
    """A size for people: `48 MB`."""
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"


@dataclass(frozen=True, slots=True)
class Model:
    """A translation model on this machine."""

    engine: str
    source: str
    """A language code, or `*` for a model that is not made for one pair."""
    target: str
    name: str
    version: str
    size: int
    """Bytes on disk."""
    license: str
    path: Path


class EngineModule(Protocol):
    """What the module of an engine offers; the value of an entry point in the group `l10n.engines`.

    One with models on disk also has `model_for(source, target, settings)`, the model that `load` would take, or None:
    how good it is decides what `auto` takes.
    """

    def supports(self, source: str, target: str, settings: Mapping[str, Any], /) -> bool:
        """Whether `load` would succeed now: library and model are there. Cheap; never downloads anything."""

    def load(self, source: str, target: str, settings: Mapping[str, Any], /) -> Engine:
        """The engine, ready for the pair of locale tags. Raises EngineError."""


@dataclass(frozen=True, slots=True)
class InstallRequest:
    """Which model to install, and where from."""

    source: str
    target: str
    origin: Path | str | None = None
    """A file, a folder or a URL that holds the model; None for the engine's own source."""
    index: str | None = None
    """The URL of an index of models that takes the place of the engine's own."""
    progress: Progress = field(default=no_progress, compare=False)
    confirm: Confirm = field(default=unasked, compare=False)
    """Asked before more than `LARGE` bytes are fetched."""

    def refuse_unwanted(self, size: int) -> None:
        """Raises EngineError when so many bytes are to be fetched and the person does not want them."""
        question = Text("{size} are to be fetched. Go on?", size=megabytes(size))
        if size > LARGE and not self.confirm(question):
            raise EngineError("the model was not wanted", hint="Nothing was fetched.")


class ListingModule(EngineModule, Protocol):
    """What the module of an engine with models on disk offers besides.

    One may also have `restriction(model)`, a Text on what a model's licence does not allow, or None; and
    `served_models()`, the models of servers on this machine that it could ask (see `llm/servers.py`).
    """

    def models(self) -> Sequence[Model]:
        """The models on this machine, whether or not the engine's library is installed."""


class InstallerModule(Protocol):
    """What installs an engine's models: a module of its own, or functions of the engine's module."""

    def installed(self, source: str, target: str, /) -> Model | None:
        """The model that `install` has put here for the pair, or would leave as it is."""

    def recognizes(self, origin: Path, /) -> bool:
        """Whether a file or folder looks like a model of this engine."""

    def install(self, request: InstallRequest, report: Report, /) -> Model:
        """Install a model. Raises EngineError, leaving nothing that looks installed."""


def version_numbers(version: str) -> tuple[int, ...]:
    """The numbers in a version (`1.10a2` gives 1, 10, 2), to tell which of two is newer."""
    return tuple(int(part[:18]) for part in re.findall("[0-9]+", version))


def is_url(text: str) -> bool:
    """Whether an origin names something on the net."""
    try:
        return urlsplit(text).scheme in ("http", "https")
    except ValueError:  # a bracket in its host
        return False


Settings = TypeVar("Settings")


def read_settings(kind: type[Settings], engine: str, values: Mapping[str, Any]) -> Settings:
    """An engine's settings, from a configuration table to a dataclass whose defaults give the types.

    Raises ConfigurationError for a name that is not a field, a value of another type than the field's default, or a
    negative number.
    """
    known = {setting.name: _default(setting) for setting in fields(kind)}  # type: ignore[arg-type]  # a dataclass type
    for name, value in values.items():
        if name not in known:
            raise ConfigurationError(
                "the engine {engine} has no setting {name!r}",
                engine=engine,
                name=name,
                hint=Text("It has {names}.", names=", ".join(sorted(known))),
            )
        wanted = type(known[name])
        accepted = (int, float) if wanted is float else (list, tuple) if wanted is tuple else wanted
        if not isinstance(value, accepted) or (isinstance(value, bool) and wanted is not bool):
            raise ConfigurationError(
                "the setting {name!r} of the engine {engine} must be a {wanted}, not {value!r}",
                name=name,
                engine=engine,
                wanted=wanted.__name__,
                value=value,
            )
        if isinstance(value, (int, float)) and value < 0:
            raise ConfigurationError(
                "the setting {name!r} of the engine {engine} must not be negative", name=name, engine=engine
            )
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def _default(setting: Field[Any]) -> Any:
    return setting.default if setting.default_factory is MISSING else setting.default_factory()
