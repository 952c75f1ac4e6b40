"""Progress and errors of the use cases: a bad article does not stop the others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from l10n.errors import L10nError
from l10n.translatable import Text

Item = TypeVar("Item")
Result = TypeVar("Result")

Progress = Callable[[Text, int, int], None]
"""Called with the stage (`draft ko`), the amount done, and the total."""


_UNTOLD = Text("")


def silent(stage: Text, done: int, total: int) -> None:
    """A Progress that shows nothing."""


@dataclass(slots=True)
class Errors:
    """Collects the errors of single articles while the others go on."""

    found: list[L10nError] = field(default_factory=list)

    def add(self, error: L10nError | OSError) -> None:
        self.found.append(error if isinstance(error, L10nError) else file_error(error))


def each(
    items: Sequence[Item], work: Callable[[Item], Result], errors: Errors, progress: Progress, stage: Text = _UNTOLD
) -> Iterator[tuple[Item, Result]]:
    """Every item with the result of `work`; an item that fails is left out, and its error goes to `errors`."""
    for number, item in enumerate(items, 1):
        try:
            result = work(item)
        except (L10nError, OSError) as error:
            errors.add(error)
        else:
            yield item, result
        progress(stage, number, len(items))


def file_error(error: OSError) -> L10nError:
    """An OSError as an L10nError with a readable message."""
    return L10nError("{reason}", reason=(error.strerror or str(error)).lower(), path=error.filename)


def exit_code(errors: tuple[L10nError, ...], otherwise: int = 0) -> int:
    """The exit code of a run in which these errors were met."""
    return max((error.exit_code for error in errors), default=otherwise)
