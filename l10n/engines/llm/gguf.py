"""Reads the header of a GGUF file: the model's name, licence, chat template, number of parameters.

Only the header is read (specification: ggml, docs/gguf.md, versions 2 and 3, little-endian).
"""

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from l10n.errors import EngineError

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_MAX_TEXT = 16 << 20
_MAX_COUNT = 10_000_000

_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 10: (256, 84),
    11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292), 30: (1, 2),
}  # fmt: skip
"""Elements and bytes of a block, of the tensor types in wide use (F32, F16, Q4_0 … Q8_0, the K-quants, BF16)."""


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """The header's fields."""

    name: str
    license: str
    chat_template: str
    architecture: str
    """The kind of network, as llama.cpp calls it: `gemma3`, `qwen3`."""
    parameters: int
    """The number of elements of all tensors."""


def read_header(path: Path) -> GgufHeader:
    """The header of a GGUF file. Raises EngineError if it is no GGUF file, or shorter than its tensors."""
    try:
        with path.open("rb") as file:
            return _Reader(file, path).header()
    except (OSError, struct.error, OverflowError, MemoryError) as error:
        raise EngineError("the model file cannot be read ({reason})", reason=error, path=path) from error


class _Reader:
    """The cursor in the file; all numbers little-endian."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path = file, path

    def header(self) -> GgufHeader:
        magic, version = self._file.read(4), self._number("I")
        if magic != b"GGUF" or version not in (2, 3):
            raise EngineError("this is not a GGUF model file", path=self._path)
        tensors, entries = self._count("Q"), self._count("Q")
        values = {}
        for _ in range(entries):
            key = self._text()
            values[key] = self._value(self._number("I"))
        parameters, end = self._tensors(tensors)
        alignment = int(values.get("general.alignment") or 32)
        data_start = -(-self._file.tell() // alignment) * alignment
        if self._path.stat().st_size < data_start + end:
            raise EngineError("the model file is incomplete", path=self._path, hint="Download it again.")
        return GgufHeader(
            name=str(values.get("general.name") or self._path.stem),
            license=str(values.get("general.license") or "not stated"),
            chat_template=str(values.get("tokenizer.chat_template") or ""),
            architecture=str(values.get("general.architecture") or ""),
            parameters=parameters,
        )

    def _tensors(self, count: int) -> tuple[int, int]:
        """The elements of all tensors, and where the last known one ends, from the start of the data."""
        elements, end = 0, 0
        for _ in range(count):
            self._text()
            shape = [self._number("Q") for _ in range(min(self._number("I"), 8))]
            kind, offset = self._number("I"), self._number("Q")
            size = math.prod(shape)
            elements += size
            per_block, block_bytes = _BLOCKS.get(kind, (1, 0))
            end = max(end, offset + size // per_block * block_bytes)
        return elements, end

    def _number(self, kind: str) -> Any:
        return struct.unpack("<" + kind, self._file.read(struct.calcsize("<" + kind)))[0]

    def _count(self, kind: str) -> int:
        count = int(self._number(kind))
        if count > _MAX_COUNT:
            raise EngineError("the model file's header is damaged", path=self._path)
        return count

    def _text(self) -> str:
        length = int(self._number("Q"))
        if length > _MAX_TEXT:
            raise EngineError("the model file's header is damaged", path=self._path)
        return self._file.read(length).decode("utf-8", "replace")

    def _value(self, kind: int) -> Any:
        if kind in _SCALARS:
            return self._number(_SCALARS[kind])
        if kind == _STRING:
            return self._text()
        if kind != _ARRAY:
            raise EngineError("the model file's header is damaged", path=self._path)
        item, count = int(self._number("I")), self._count("Q")
        if item in _SCALARS:
            self._file.seek(count * struct.calcsize("<" + _SCALARS[item]), 1)
        else:
            for _ in range(count):
                self._value(item)
        return None
