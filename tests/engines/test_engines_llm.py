"""Language models: what they are asked, how their answers are read, and which are refused."""

from __future__ import annotations

import errno
import struct
from pathlib import Path

import pytest
from servers import serve_chat, serve_files

from l10n.drafting import Engine, Request
from l10n.engines import install, installed_models, load_engine, remove
from l10n.engines.llm import model_for
from l10n.engines.llm.answer import read_answer
from l10n.engines.llm.gguf import read_header
from l10n.engines.llm.prompt import PromptStyle, Turn, conversation
from l10n.errors import ConfigurationError, EngineError
from l10n.model import Match, Term
from l10n.translatable import Text

REQUEST = Request(
    "Lee said tariffs of $40 million hurt.",
    terms=(Term("Lee", "이재명"), Term("tariffs", "관세 조치"), Term("hurt", "해치다", forbidden=True)),
    examples=(Match("Kim said so.", "김은 그렇게 말했다.", 90), Match("Park said so.", "박은 그렇게 말했다.", 80)),
    previous="It began in June.",
    title="Lee and the tariffs",
)


def gguf(parameters: int, *, license_: str = "mit", missing_bytes: int = 0) -> bytes:
    """A GGUF file of one F16 tensor with so many elements, its data cut short by `missing_bytes`."""

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    entries = [
        text("general.name") + struct.pack("<I", 8) + text("Small Talk"),
        text("general.license") + struct.pack("<I", 8) + text(license_),
        text("general.alignment") + struct.pack("<II", 4, 32),
        text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, 2) + text("a") + text("b"),
        text("tokenizer.ggml.scores") + struct.pack("<IIQ2f", 9, 6, 2, 0.5, 0.25),
    ]
    tensor = text("weights") + struct.pack("<IQIQ", 1, parameters, 1, 0)
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, len(entries)) + b"".join(entries) + tensor
    head += bytes(-len(head) % 32)
    return head + bytes(max(0, 2 * parameters - missing_bytes))


def chat_engine(address: str, **settings: object) -> Engine:
    return load_engine("llm", "en", "ko", {"llm": {"endpoint": address, **settings}})


def test_the_conversation() -> None:
    """Style, own examples, memory matches with the best last, then the sentence with its terms and those before."""
    style = PromptStyle(style="Write briefly.", shots=1, article=True)
    system, *turns, last = conversation(REQUEST, "en", "ko", style)
    assert "system" == system.role
    assert "from English to Korean" in system.content
    assert system.content.endswith("Write briefly.")
    assert ["user", "assistant"] * 3 == [turn.role for turn in turns]
    assert ["박은 그렇게 말했다.", "김은 그렇게 말했다."] == [turn.content for turn in turns[3::2]]
    assert (
        Turn(
            "user",
            "Title of the article: Lee and the tariffs\n"
            "Before it: It began in June.\n"
            "Terms: Lee = 이재명, tariffs = 관세 조치, $40 million = 4000만 달러, hurt = 다치다\n"
            "Translate only this sentence:\n"
            "Lee said tariffs of $40 million hurt.",
        )
        == last
    )


def test_a_conversation_with_nothing_known() -> None:
    """A language without examples of ours, a sentence without terms: the instruction and the sentence."""
    turns = conversation(Request("Good\nmorning."), "en", "pt_BR", PromptStyle())
    assert ["system", "user"] == [turn.role for turn in turns]
    assert "Portuguese (Brazil)" in turns[0].content
    assert "Good morning." == turns[1].content


def test_what_varies_comes_last() -> None:
    """A server keeps what it computed for the beginning that two sentences share."""
    one = conversation(Request("One."), "en", "ko", PromptStyle())
    other = conversation(Request("Two."), "en", "ko", PromptStyle())
    assert one[:-1] == other[:-1]


@pytest.mark.parametrize(
    ("answer", "sentence", "expected"),
    [
        (" 안녕하세요.\n덧붙임", "Hello.", "안녕하세요."),
        ("\n\n안녕하세요.", "Hello.", "안녕하세요."),
        ("Translation: 안녕하세요.", "Hello.", "안녕하세요."),
        ("Korean: 안녕하세요.", "Hello.", "안녕하세요."),
        ("번역: 안녕하세요.", "Hello.", "안녕하세요."),
        ("Nota: oi.", "Note: hi.", "Nota: oi."),
        ('"안녕하세요."', "Hello.", "안녕하세요."),
        ('"안녕"이라고 "그가"', "Hello.", '"안녕"이라고 "그가"'),
        ('"안녕하세요."', '"Hello."', '"안녕하세요."'),
        ("<think>\nHm.\n</think>\n안녕하세요.", "Hello.", "안녕하세요."),
        ("", "Hello.", ""),
    ],
)
def test_reading_an_answer(answer: str, sentence: str, expected: str) -> None:
    """The first line with text, without what the model put around it."""
    assert expected == read_answer(answer, sentence, "ko")


def test_a_request_to_an_endpoint() -> None:
    """Greedy, ended by a line's end, capped; with the key from the environment's variable."""
    with serve_chat() as (address, requests):
        assert ["HELLO."] == chat_engine(address, endpoint_model="big").translate(["Hello."], "en", "ko")
    (body,) = requests
    assert ("big", 0, ["\n"]) == (body["model"], body["temperature"], body["stop"])
    assert 32 + len("Hello.") == body["max_tokens"]


def test_no_proxy_sees_what_is_meant_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the environment is not asked for the endpoint on the loopback address."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with serve_chat() as (address, _):
        assert ["HELLO."] == chat_engine(address).translate(["Hello."], "en", "ko")


def test_the_style_of_a_locale_comes_from_the_settings() -> None:
    """A project's own line, by locale or language; the fingerprint tells drafts made with it from others."""
    with serve_chat() as (address, requests):
        engine = chat_engine(address, styles={"ko": "Write politely."})
        engine.translate(["Hello."], "en", "ko_KR")
        assert engine.fingerprint != chat_engine(address).fingerprint
    assert requests[0]["messages"][0]["content"].endswith("Write politely.")


def test_a_loop_is_left_out() -> None:
    """An answer that runs to the cap is tried once more, with a penalty, and then there is none."""
    with serve_chat("loop") as (address, requests):
        assert [""] == chat_engine(address).translate(["Hello."], "en", "ko")
    assert [None, 0.2] == [
        round(body["frequency_penalty"], 3) if "frequency_penalty" in body else None for body in requests
    ]


@pytest.mark.parametrize(
    ("behaviour", "message"), [("error", "500"), ("nonsense", "answers {}"), ("hang", "gave no usable answer")]
)
def test_an_endpoint_that_fails(behaviour: str, message: str) -> None:
    """One clear error, in time."""
    with serve_chat(behaviour) as (address, _), pytest.raises(EngineError, match=message):
        chat_engine(address, timeout=0.3).translate(["Hello.", "There."], "en", "ko")


def test_an_endpoint_that_is_not_there() -> None:
    """The hint asks whether it runs."""
    with pytest.raises(EngineError, match="gave no usable answer") as caught:
        chat_engine("http://127.0.0.1:9/v1").translate(["Hello."], "en", "ko")
    assert "Is the server running?" == str(caught.value.hint)


@pytest.mark.parametrize(
    "address", ["https://models.example.org/v1", "http://10.0.0.7:8080/v1", "http://localhost.evil/"]
)
def test_articles_stay_on_this_machine(address: str) -> None:
    """Another host is used only when the configuration names it."""
    with pytest.raises(ConfigurationError, match="not sent to other machines"):
        chat_engine(address)
    host = address.split("/")[2].partition(":")[0]
    assert chat_engine(address, hosts=[host]).name == "llm"


@pytest.mark.parametrize("address", ["127.0.0.1:8080", "ftp://localhost/", "file:///etc/passwd"])
def test_only_http(address: str) -> None:
    """Nothing else is an endpoint."""
    with pytest.raises(ConfigurationError, match="not an http address"):
        chat_engine(address)


def test_the_header_of_a_model(tmp_path: Path) -> None:
    """Name, licence and number of parameters, read from the beginning of the file."""
    (tmp_path / "small.gguf").write_bytes(gguf(1000))
    header = read_header(tmp_path / "small.gguf")
    assert ("Small Talk", "mit", 1000, "") == (header.name, header.license, header.parameters, header.chat_template)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (gguf(1000, missing_bytes=1), "incomplete"),
        (gguf(1000)[:150], "cannot be read"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**60, 0), "damaged"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2**60), "damaged"),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), "not a GGUF"),
        (b"PK\3\4" + bytes(100), "not a GGUF"),
        (b"", "cannot be read"),
    ],
)
def test_a_damaged_model_file(tmp_path: Path, data: bytes, message: str) -> None:
    """Truncated, hostile or other files are refused before any library opens them."""
    (tmp_path / "bad.gguf").write_bytes(data)
    with pytest.raises(EngineError, match=message):
        install("en", "ko", engine="llm", origin=tmp_path / "bad.gguf") if data[:4] == b"GGUF" else read_header(
            tmp_path / "bad.gguf"
        )
    assert not [model for model in installed_models() if model.engine == "llm"]


def test_install_a_model_file(tmp_path: Path) -> None:
    """It is listed with its licence as a model for any pair; being small, it is refused when it is to translate."""
    (tmp_path / "Small Talk.Q8.gguf").write_bytes(gguf(1000))
    model = install("en", "ko", origin=tmp_path / "Small Talk.Q8.gguf")
    assert ("llm", "*", "*", "small-talk.q8", "mit") == (
        model.engine,
        model.source,
        model.target,
        model.name,
        model.license,
    )
    pytest.importorskip("xllamacpp")
    with pytest.raises(EngineError, match="models that small invent facts"):
        load_engine("llm", "en", "ko")


def test_a_model_is_loaded_when_it_is_first_asked(tmp_path: Path) -> None:
    """An engine that nothing is asked of costs nothing; a file that is no model fails at the first sentence."""
    pytest.importorskip("xllamacpp")
    path = tmp_path / "no-model.gguf"
    path.write_bytes(gguf(1000))
    engine = load_engine("llm", "en", "ko", {"llm": {"model": str(path), "allow_small": True}})
    assert [""] == engine.translate([""], "en", "ko")
    with pytest.raises(EngineError, match="the model cannot be loaded") as caught:
        engine.translate(["The talks went on."], "en", "ko")
    assert path == caught.value.path


def test_a_model_that_the_configuration_names_but_is_not_there() -> None:
    """Neither installed nor a file."""
    with pytest.raises(EngineError, match="neither installed nor a file"):
        load_engine("llm", "en", "ko", {"llm": {"model": "huge"}})


def test_the_largest_of_several_models(tmp_path: Path) -> None:
    """The better one is taken where the settings name none, whatever they are called."""
    for name, parameters in (("a-small", 1000), ("b-large", 3000), ("c-small", 2000)):
        (tmp_path / f"{name}.gguf").write_bytes(gguf(parameters))
        install("en", "ko", engine="llm", origin=tmp_path / f"{name}.gguf")
    found = [model_for("en", "ko", {"model": name}) for name in ("", "c-small")]
    assert ["b-large", "c-small"] == [model.name for model in found if model]


def test_without_a_model() -> None:
    """How to get one."""
    with pytest.raises(EngineError, match="no language model is installed") as caught:
        load_engine("llm", "en", "ko")
    assert "l10n models install en ko --engine llm" == str(caught.value.hint)


def test_the_user_s_file_is_not_copied(tmp_path: Path) -> None:
    """It gets a second name where its disk can do that; the user's own stays."""
    file = tmp_path / "mine.gguf"
    file.write_bytes(gguf(1000))
    model = install("en", "ko", origin=file)
    assert file.samefile(model.path / "model.gguf")
    remove(model.name)
    assert gguf(1000) == file.read_bytes()


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    """What is installed is the file, not the link, which may lead nowhere tomorrow."""
    file, link = tmp_path / "blob", tmp_path / "mine.gguf"
    file.write_bytes(gguf(1000))
    link.symlink_to(file)
    placed = install("en", "ko", origin=link).path / "model.gguf"
    assert (True, False) == (file.samefile(placed), placed.is_symlink())


def test_a_file_on_another_disk_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And that is said, since it takes room twice."""

    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    file = tmp_path / "mine.gguf"
    file.write_bytes(gguf(1000))
    told: list[Text] = []
    model = install("en", "ko", origin=file, report=told.append)
    assert gguf(1000) == (model.path / "model.gguf").read_bytes()
    assert "copying 2 kB: the file lies on another disk" == str(told[0])


def test_a_download_is_moved(tmp_path: Path, data_dir: Path) -> None:
    """There is never a second copy of what was fetched."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "Small.gguf").write_bytes(gguf(1000))
    with serve_files(tmp_path / "site") as (address, _):
        model = install("en", "ko", origin=f"{address}/Small.gguf")
    assert ("small", 1) == (model.name, (model.path / "model.gguf").stat().st_nlink)
    assert not list((data_dir / "staging").iterdir())
