"""Servers on this machine that answer as Ollama, llama-server and LM Studio do, so far as this program asks them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from servers import serving

Body = dict[str, Any]


@dataclass
class Model:
    """What a server has: how its model behaves, and what is asked of it."""

    kind: str
    """`ollama`, `llama-server`, `lm studio`, or `strict`, which knows OpenAI's fields and no others."""
    names: tuple[str, ...] = ("small-7b",)
    thinks: str = ""
    """`always`; `unless told` not to; `in the open`, which is between tags in the text, whatever it is told."""
    thoughts: int = 400
    """How many tokens it thinks, one a word."""
    template: str = ""
    """`no system` for a chat template that refuses a system turn."""
    fault: str = ""
    """`slow`; `cut` in the middle of the answer; `500`; `html` in place of JSON; `huge`; a list of models as `{}`."""
    says: str = "{}"
    """What it writes around the translation, which is the last line in capitals."""
    asked: list[tuple[str, Body]] = field(default_factory=list)
    """Paths and bodies."""

    def get(self, path: str) -> Body | None:
        """The document behind a path; None where there is none."""
        rows: list[Body] = [{"id": name, "object": "model", "created": 1764000000} for name in self.names]
        if self.fault == "no list":
            return {}
        if self.kind == "ollama" and path == "/api/version":
            return {"version": "0.13.1"}
        if self.kind == "ollama" and path == "/api/tags":
            tags: list[Body] = [{"name": name, "model": name, "size": 3_300_000_000} for name in self.names]
            tags.append({"name": "far:cloud", "model": "far:cloud", "size": 384, "remote_host": "https://ollama.com"})
            tags.append({"name": "hidden", "model": "hidden", "size": 384, "remote_host": "https://ollama.com"})
            return {"models": tags}
        if path != "/v1/models":
            return None
        if self.kind == "llama-server":
            rows = [{**row, "owned_by": "llamacpp", "meta": {"n_params": 7e9, "size": 4_000_000_000}} for row in rows]
        return {"object": "list", "data": rows}

    def post(self, path: str, body: Body) -> tuple[int, Body]:
        """The status and the document that a request gets."""
        self.asked.append((path, body))
        if self.fault.isdigit():
            return int(self.fault), {"error": {"message": "out of memory", "type": "server_error"}}
        if self.kind == "ollama" and body["model"] not in self.names:
            text = f"model '{body['model']}' not found"
            return 404, {"error": text if path.startswith("/api/") else {"message": text, "type": "not_found_error"}}
        known = {"messages", "prompt", "model", "max_tokens", "temperature", "stream", "stop", "frequency_penalty"}
        if self.kind == "strict" and set(body) - known:
            return 400, {"error": {"message": f"Unrecognized request argument: {min(set(body) - known)}"}}
        if path == "/api/generate" and self.kind == "ollama":
            options = body["options"]
            text, reason, _ = self.write(body["prompt"], options["num_predict"], options["stop"], thinks=False)
            return 200, {"model": body["model"], "response": text, "done": True, "done_reason": reason}
        if path == "/v1/completions":
            text, reason, _ = self.write(body["prompt"], body["max_tokens"], body.get("stop", ()), thinks=False)
            return 200, {"object": "text_completion", "choices": [{"text": text, "index": 0, "finish_reason": reason}]}
        if path != "/v1/chat/completions":
            return 404, {"error": {"message": f"Unexpected endpoint or method. (POST {path})"}}
        roles = [message["role"] for message in body["messages"]]
        if self.template == "no system" and "system" in roles:
            return 400, {"error": {"message": "Error rendering prompt with jinja template: System role not supported"}}
        told = body.get("reasoning_effort") == "none" if self.kind == "ollama" else False
        told |= self.kind == "llama-server" and not body.get("chat_template_kwargs", {}).get("enable_thinking", True)
        thinks = self.thinks in ("always", "in the open") or (self.thinks == "unless told" and not told)
        prompt = body["messages"][-1]["content"]
        text, reason, thoughts = self.write(prompt, body["max_tokens"], body.get("stop", ()), thinks=thinks)
        message = {"role": "assistant", "content": text}
        if thoughts:
            message["reasoning" if self.kind == "ollama" else "reasoning_content"] = thoughts
        return 200, {
            "object": "chat.completion",
            "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        }

    def write(self, prompt: str, limit: int, stop: Any, *, thinks: bool) -> tuple[str, str, str]:
        """The text, why it ends, and the thoughts that the server took out of it."""
        lines = [line for line in prompt.splitlines() if line.strip() and "_of_turn>" not in line.replace(TURN_END, "")]
        answer = self.says.format(lines[-1].replace(TURN_END, "").upper())
        thoughts = "".join(f"{number}\n" for number in range(self.thoughts)) if thinks else ""
        cut = self.thoughts >= limit and thinks
        if self.thinks == "in the open" and thinks:
            answer = f"<think>\n{thoughts}" if cut else f"<think>\n{thoughts}</think>\n\n{answer}"
            thoughts = ""
        elif cut:
            answer = ""
        for mark in stop:
            answer = answer.partition(mark)[0]
            if thoughts and mark in thoughts:  # servers look for it in the thoughts, too
                thoughts, answer = thoughts.partition(mark)[0], ""
        return answer, "length" if cut and "\n" not in stop else "stop", thoughts


TURN_END = "<end_of_turn>"


@contextmanager
def serve_model(model: Model) -> Iterator[str]:
    """The address of a server with the model."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = model.get(self.path)
            self.reply(200 if found is not None else 404, found if found is not None else {"error": "not found"})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.reply(*model.post(self.path, body))

        def reply(self, status: int, document: Body) -> None:
            data = b"<html>502 Bad Gateway</html>" if model.fault == "html" else json.dumps(document).encode()
            if model.fault == "slow":
                time.sleep(2)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if model.fault == "drip":
                for byte in data:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.2)
            self.wfile.write(data[: len(data) // 2] if model.fault == "cut" else data)

        def log_message(self, *_: Any) -> None:
            pass

    with serving(Handler) as address:
        yield address
