"""The families of models that this engine knows by their files: a table of facts, families.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from l10n.settings import read_table

TABLE = Path(__file__).with_name("families.toml")
SURE = 5
"""So many languages in a vocabulary are no accident."""


@dataclass(frozen=True, slots=True)
class Family:
    """A row of the table."""

    name: str
    tokenizers: tuple[tuple[str, ...], ...]
    keys: Mapping[str, Any]
    """What its models' descriptor has."""
    token: str = ""
    code: str = ""
    optional: bool = False
    legacy: tuple[str, ...] = ()

    def languages(self, vocabulary: Sequence[str]) -> dict[str, str]:
        """The languages that a vocabulary has tokens for: code and token."""
        if not self.token:
            return {}
        before, after = map(re.escape, self.token.split("{}"))
        written = re.compile(f"{before}({self.code}){after}\\Z")
        return {match[1]: token for token in vocabulary if (match := written.match(token))}

    def own_tokenizers(self, folder: Path) -> tuple[str, ...]:
        """The files of its tokenizers that are in a folder; none where they are not."""
        return next((names for names in self.tokenizers if all((folder / name).is_file() for name in names)), ())


@cache
def families() -> Mapping[str, Family]:
    """The families by name, in the order in which a folder is compared with them."""
    return {name: _family(name, dict(row)) for name, row in (read_table(TABLE, ("family",)) or {}).items()}


@cache
def aliases() -> Mapping[str, str]:
    """Other names of languages and scripts."""
    return dict(read_table(TABLE, ("aliases",)) or {})


def _family(name: str, row: dict[str, Any]) -> Family:
    own = {key: row.pop(key) for key in ("token", "code", "optional") if key in row}
    tokenizers = tuple(map(tuple, row.pop("tokenizers")))
    return Family(name, tokenizers, legacy=tuple(row.pop("legacy", ())), keys=row, **own)


def recognized(folder: Path, vocabulary: Sequence[str]) -> Family | None:
    """The family of the model in a folder, where its files leave no doubt."""
    for family in families().values():
        if family.own_tokenizers(folder):
            sure = family.optional or not family.token or len(family.languages(vocabulary)) >= SURE
            if sure:
                return family
    return None
