"""GGUF files of a real, tiny network: llama.cpp loads and runs it, and what it writes means nothing."""

from __future__ import annotations

import random
import struct
from typing import Any

WIDTH, HIDDEN, CONTEXT = 32, 64, 2048
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
CONTROL, BYTE = 3, 6
SPECIAL = ("<unk>", "<s>", "</s>", "<start_of_turn>", "<end_of_turn>", "<|im_start|>", "<|im_end|>")


def text(value: str) -> bytes:
    """A string as the format writes it."""
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def entry(key: str, kind: int, value: Any) -> bytes:
    """A key with its value; an array is a kind and its values."""
    formats = {UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}
    if kind == STRING:
        return text(key) + struct.pack("<I", kind) + text(value)
    if kind != ARRAY:
        return text(key) + struct.pack("<I", kind) + struct.pack(formats[kind], value)
    inner, values = value
    items = [text(item) if inner == STRING else struct.pack(formats[inner], item) for item in values]
    return text(key) + struct.pack("<IIQ", ARRAY, inner, len(values)) + b"".join(items)


def tiny_gguf(name: str = "Tiny", template: str = "", license_: str = "mit") -> bytes:
    """A model of one layer with random weights, whose tokens are bytes and the marks of a few chat templates."""
    tokens = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256))]
    kinds = [2, *[CONTROL] * (len(SPECIAL) - 1), *[BYTE] * 256]
    entries = [
        entry("general.architecture", STRING, "llama"),
        entry("general.name", STRING, name),
        entry("general.license", STRING, license_),
        entry("llama.block_count", UINT32, 1),
        entry("llama.context_length", UINT32, CONTEXT),
        entry("llama.embedding_length", UINT32, WIDTH),
        entry("llama.feed_forward_length", UINT32, HIDDEN),
        entry("llama.attention.head_count", UINT32, 2),
        entry("llama.attention.head_count_kv", UINT32, 2),
        entry("llama.attention.layer_norm_rms_epsilon", FLOAT32, 1e-5),
        entry("llama.rope.dimension_count", UINT32, WIDTH // 2),
        entry("llama.vocab_size", UINT32, len(tokens)),
        entry("tokenizer.ggml.model", STRING, "llama"),
        entry("tokenizer.ggml.tokens", ARRAY, (STRING, tokens)),
        entry("tokenizer.ggml.scores", ARRAY, (FLOAT32, [0.0] * len(tokens))),
        entry("tokenizer.ggml.token_type", ARRAY, (INT32, kinds)),
        entry("tokenizer.ggml.bos_token_id", UINT32, 1),
        entry("tokenizer.ggml.eos_token_id", UINT32, 2),
        entry("tokenizer.ggml.add_space_prefix", BOOL, False),
    ]
    if template:
        entries.append(entry("tokenizer.chat_template", STRING, template))
    shapes = {
        "token_embd.weight": (WIDTH, len(tokens)),
        "output_norm.weight": (WIDTH,),
        "output.weight": (WIDTH, len(tokens)),
        "blk.0.attn_norm.weight": (WIDTH,),
        **{f"blk.0.attn_{part}.weight": (WIDTH, WIDTH) for part in ("q", "k", "v", "output")},
        "blk.0.ffn_norm.weight": (WIDTH,),
        "blk.0.ffn_gate.weight": (WIDTH, HIDDEN),
        "blk.0.ffn_up.weight": (WIDTH, HIDDEN),
        "blk.0.ffn_down.weight": (HIDDEN, WIDTH),
    }
    infos, data = b"", b""
    chance = random.Random(0)
    for tensor, shape in shapes.items():
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        infos += text(tensor) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        infos += struct.pack("<IQ", 0, len(data))
        data += struct.pack(f"<{count}f", *(chance.uniform(-0.5, 0.5) for _ in range(count)))
        data += bytes(-len(data) % 32)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(shapes), len(entries)) + b"".join(entries) + infos
    return head + bytes(-len(head) % 32) + data
