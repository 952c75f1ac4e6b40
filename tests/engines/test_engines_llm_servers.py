"""Servers of language models on this machine: Ollama, llama-server and LM Studio in their own forms."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from llm_servers import Model, serve_model

from l10n.drafting import Engine
from l10n.engines import list_engines, remove
from l10n.engines.llm import load, servers
from l10n.errors import ConfigurationError, EngineError

SENTENCES = ["The talks ended.", "Nobody spoke."]
CAPITALS = ["THE TALKS ENDED.", "NOBODY SPOKE."]


def engine_of(address: str, model: Model, **settings: Any) -> Engine:
    """The engine for the server's first model."""
    values = {"endpoint": f"{address}/v1", "endpoint_model": model.names[0], "parallel": 1, **settings}
    return load("en", "ko", values)


def translate(model: Model, **settings: Any) -> list[str]:
    """What comes of two sentences."""
    with serve_model(model) as address:
        return engine_of(address, model, **settings).translate(SENTENCES, "en", "ko")


@pytest.mark.parametrize("kind", ["ollama", "llama-server", "lm studio", "strict"])
@pytest.mark.parametrize("name", ["qwen3-8b", "translategemma-4b", "seed-x-7b", "hy-mt1.5-7b", "gemma-2-9b"])
def test_every_family_on_every_server(kind: str, name: str) -> None:
    """A conversation or a raw prompt, each on the path that the server has for it."""
    model = Model(kind, (name,), template="no system" if name.startswith("gemma") else "")
    if name.startswith("seed"):
        expected = [f"{line} <KO>" for line in CAPITALS]
    else:
        expected = CAPITALS
    assert expected == translate(model)
    raw = "/api/generate" if kind == "ollama" else "/v1/completions"
    path = raw if name.startswith(("translategemma", "seed")) else "/v1/chat/completions"
    assert {path} == {asked for asked, _ in model.asked}
    assert not any(body.get("stream") for _, body in model.asked)


def test_a_raw_prompt_for_ollama_is_raw() -> None:
    """Its template would be put around the prompt otherwise."""
    model = Model("ollama", ("translategemma:4b",))
    assert CAPITALS == translate(model)
    body = model.asked[0][1]
    assert (True, False, 0) == (body["raw"], body["stream"], body["options"]["temperature"])
    assert body["prompt"].startswith("<start_of_turn>user\n")


@pytest.mark.parametrize(
    ("kind", "thinks", "requests"),
    [
        ("ollama", "unless told", 2),
        ("llama-server", "unless told", 2),
        ("ollama", "always", 3),
        ("llama-server", "always", 3),
        ("lm studio", "in the open", 3),
    ],
)
def test_a_thinking_model(kind: str, thinks: str, requests: int) -> None:
    """It is told not to; where it thinks all the same, it gets room for that, and its thoughts are cut out."""
    model = Model(kind, ("mystery",), thinks=thinks)
    assert CAPITALS == translate(model)
    assert requests == len(model.asked)


@pytest.mark.parametrize("thinks", ["always", "in the open"])
def test_thoughts_that_take_all_the_room(thinks: str) -> None:
    """There is no translation then, rather than thoughts in its place."""
    assert ["", ""] == translate(Model("lm studio", thinks=thinks, thoughts=100_000))


def test_a_server_that_knows_no_other_fields() -> None:
    """What is not OpenAI's is left out once it was refused."""
    model = Model("strict")
    assert CAPITALS == translate(model)
    assert [True, False, False] == ["reasoning_effort" in body for _, body in model.asked]


@pytest.mark.parametrize(
    "says", ["Here is the translation:\n\n**{}**", "**Translation:** {}", "```\n{}\n```", "{}\n\n(Note: literal.)"]
)
def test_what_a_server_s_model_adds(says: str) -> None:
    """An announcement on a line of its own costs a second request, which may go on behind it."""
    assert CAPITALS == translate(Model("llama-server", says=says))


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("500", "500: out of memory"),
        ("slow", "timed out|gave no answer"),
        ("cut", "gave no usable answer"),
        ("html", "gave no usable answer"),
    ],
)
@pytest.mark.parametrize(("kind", "name"), [("ollama", "translategemma:4b"), ("llama-server", "qwen3-8b")])
def test_a_server_that_fails(kind: str, name: str, fault: str, message: str) -> None:
    """One error, in time, in the server's own words where it has some."""
    with pytest.raises(EngineError, match=message):
        translate(Model(kind, (name,), fault=fault), timeout=0.4 if fault == "slow" else 30.0)


@pytest.mark.parametrize("name", ["translategemma:99b", "default"])
def test_a_model_that_the_server_lacks(name: str) -> None:
    """Those that it has are named."""
    with pytest.raises(EngineError, match=f"404: model '{name}' not found") as caught:
        translate(Model("ollama", ("gemma3:4b", "qwen3:8b")), endpoint_model=name)
    assert "Set endpoint_model to a model that the server has: gemma3:4b, qwen3:8b." == str(caught.value.hint)


@pytest.mark.parametrize("name", ["gpt-oss:120b-cloud", "gemma4:cloud"])
def test_a_model_that_runs_elsewhere(name: str) -> None:
    """Ollama hands the article on to another machine for these: only a host that is named gets it."""
    with pytest.raises(ConfigurationError, match=f"{name} runs on ollama.com, and articles are not sent"):
        translate(Model("ollama"), endpoint_model=name)
    assert CAPITALS == translate(Model("ollama", (name,)), hosts=["ollama.com"])


def test_a_model_that_the_server_hands_on() -> None:
    """Its list tells, whatever the model is called."""
    model = Model("ollama", ("own",))
    with pytest.raises(ConfigurationError, match="the model hidden runs on ollama"):
        translate(model, endpoint_model="hidden")
    assert [] == model.asked


def test_an_address_without_a_path() -> None:
    """Where OpenAI's paths begin needs not be told."""
    model = Model("ollama")
    with serve_model(model) as address:
        assert CAPITALS == load("en", "ko", {"endpoint": address, "endpoint_model": "small-7b"}).translate(
            SENTENCES, "en", "ko"
        )


def listed(*found: Model, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, int]]:
    """The models of these servers, as `models list` has them."""
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    kinds = {"Ollama": "ollama", "llama-server": "llama-server", "LM Studio": "lm studio"}
    monkeypatch.setattr(servers, "PATIENCE", 0.2)
    if not found:
        return [(row.server, row.model.name, row.model.size) for row in list_engines() if row.endpoint and row.model]
    model, *others = found
    with serve_model(model) as address:
        name = next(name for name, kind in kinds.items() if kind == model.kind)
        places = [servers._Server(name, address) if row.name == name else row for row in servers.SERVERS]
        monkeypatch.setattr(servers, "SERVERS", tuple(places))
        return listed(*others, monkeypatch=monkeypatch)


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever runs on this machine is out of sight."""
    nowhere = tuple(servers._Server(row.name, "http://127.0.0.1:9", row.variable) for row in servers.SERVERS)
    monkeypatch.setattr(servers, "SERVERS", nowhere)
    monkeypatch.delenv("OLLAMA_HOST", raising=False)


def test_servers_are_found_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the models that write: not those for search, nor those that run elsewhere. No proxy is asked."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    found = listed(
        Model("ollama", ("translategemma:4b", "nomic-embed-text:latest")),
        Model("llama-server", ("/models/qwen3-8b.gguf",)),
        Model("lm studio", ("google/gemma-3-4b", "text-embedding-bge-m3")),
        monkeypatch=monkeypatch,
    )
    assert found == [
        ("Ollama", "translategemma:4b", 3_300_000_000),
        ("llama-server", "/models/qwen3-8b.gguf", 4_000_000_000),
        ("LM Studio", "google/gemma-3-4b", 0),
    ]


@pytest.mark.parametrize("fault", ["slow", "drip", "html", "cut", "no list"])
def test_something_else_on_the_port(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it says, and however slowly, it is not listed and keeps nobody waiting."""
    assert [] == listed(Model("llama-server", fault=fault), monkeypatch=monkeypatch)


def test_no_server_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said of servers that do not run."""
    assert [] == listed(monkeypatch=monkeypatch)


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("", "http://127.0.0.1:11434"),
        ("127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("http://localhost:5000/", "http://localhost:5000"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("[::1]:5000", "http://[::1]:5000"),
        ("https://models.example.org", ""),
        ("10.0.0.7:11434", ""),
        ("127.0.0.1:port", ""),
    ],
)
def test_where_ollama_listens(told: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own variable tells; another machine is not asked."""
    monkeypatch.setenv("OLLAMA_HOST", told)
    assert address == servers._address(servers._Server("Ollama", "http://127.0.0.1:11434", "OLLAMA_HOST"))


def test_a_served_model_is_nothing_to_remove(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the server's."""
    with serve_model(Model("ollama")) as address:
        monkeypatch.setattr(servers, "SERVERS", (servers._Server("Ollama", address),))
        with pytest.raises(EngineError, match="no model 'small-7b' is installed"):
            remove("small-7b")


def test_the_list_on_a_terminal(tmp_path: Path) -> None:
    """The real program: a line a model, its server's address, what its licence excludes, and how to draft with it."""
    with serve_model(Model("ollama", ("translategemma:4b", "hy-mt1.5:7b"))) as address:
        environment = {
            **os.environ,
            "OLLAMA_HOST": address,
            "L10N_DATA_DIR": str(tmp_path),
            "LANG": "C.UTF-8",
            "COLUMNS": "250",
        }
        command = [sys.executable, "-m", "l10n", "models", "list"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    lines = [line for line in done.stdout.splitlines() if f"Ollama: {address}/v1" in line]
    assert ["translategemma:4b", "hy-mt1.5:7b"] == [line.split()[1] for line in lines]
    assert ["European Union" in line for line in lines] == [False, True]
    assert 'engine = "llm"' in done.stdout
