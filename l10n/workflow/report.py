"""Progress and errors of the use cases: a bad article does not stop the others."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from l10n.errors import DefectError, L10nError, system_reason
from l10n.translatable import Text

logger = logging.getLogger("l10n")

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

    def add(self, error: Exception, item: object = "") -> None:
        """Keeps an error; `item` is what was worked on, which an unforeseen error does not know."""
        if isinstance(error, L10nError):
            self.found.append(error)
        elif isinstance(error, OSError):
            self.found.append(file_error(error))
        else:
            logger.error(error, exc_info=error)
            self.found.append(DefectError(error, path=name_of(item) or None))


def each(
    items: Sequence[Item], work: Callable[[Item], Result], errors: Errors, progress: Progress, stage: Text = _UNTOLD
) -> Iterator[tuple[Item, Result]]:
    """Every item with the result of `work`; an item that fails is left out, and its error goes to `errors`."""
    for number, item in enumerate(items, 1):
        try:
            result = work(item)
        except Exception as error:  # whatever an article holds, the others go on
            errors.add(error, item)
        else:
            yield item, result
        progress(stage, number, len(items))


def name_of(item: object) -> str:
    """The name under which people know an article, a source, or a page; empty for anything else."""
    article = getattr(item, "article", item)
    return str(getattr(article, "file", ""))


def file_error(error: OSError) -> L10nError:
    """An OSError as an L10nError with a readable message."""
    return L10nError(system_reason(error), path=error.filename)


def exit_code(errors: tuple[L10nError, ...], otherwise: int = 0) -> int:
    """The exit code of a run in which these errors were met."""
    return max((error.exit_code for error in errors), default=otherwise)
