"""Blocks to sentences, without losing a character."""

from l10n.segmentation.jsonl import segment_jsonl
from l10n.segmentation.segmenter import sentences

__all__ = ["segment_jsonl", "sentences"]
