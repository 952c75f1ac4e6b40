"""Families of language models: how each is known, and that what it is asked is what its card and template say."""

from __future__ import annotations

import json
import secrets
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest
from llm_servers import Model, serve_model
from tiny_gguf import tiny_gguf

from l10n.drafting import Request
from l10n.engines import install, load_engine
from l10n.engines.llm.gguf import read_header
from l10n.engines.llm.local import LocalChat
from l10n.engines.llm.profiles import PROFILES, profile_for
from l10n.engines.llm.prompt import VERSION, Prompt, PromptStyle, prompt_for
from l10n.engines.llm.settings import Ask, LlmSettings
from l10n.errors import ConfigurationError
from l10n.model import Match, Term
from l10n.translatable import Text

GEMMA_2 = (
    "{{ bos_token }}{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('alternate') }}"
    "{% endif %}<start_of_turn>{{ 'model' if m.role == 'assistant' else m.role }}\n{{ m.content | trim }}"
    "<end_of_turn>\n{% endfor %}{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
"""What Gemma 2's template does, in few words; Tower+ 2B and 9B have the same."""
CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
"""Qwen 3's."""
HUNYUAN = (
    "<bos>{% if messages[0].role == 'system' %}{{ messages[0].content }}<3>{% endif %}{% for m in messages %}"
    "{% if m.role == 'user' %}<User>{{ m.content }}<Assistant>{% elif m.role == 'assistant' %}{{ m.content }}<2>"
    "{% endif %}{% endfor %}"
)
"""HY-MT's, with short marks."""
EXAONE = (
    "{% for m in messages %}[|{{ m.role }}|]{{ m.content }}[|endofturn|]\n{% endfor %}"
    "{% if add_generation_prompt %}[|assistant|]{% endif %}"
)
REQUEST = Request(
    "The talks ended.",
    terms=(Term("talks", "협상"), Term("ended", "끝장", forbidden=True)),
    examples=(Match("The talks began.", "회담이 시작됐다.", 80),),
    previous="It was late.",
    title="Late talks",
)


def asked(name: str, target: str = "ko", request: Request = REQUEST, source: str = "en", **style: Any) -> Prompt:
    """What a model of this name is asked, without the program's own examples and hints."""
    settings = {"style": "", "shots": 0, "hints": False, **style}
    return prompt_for(request, source, target, PromptStyle(**settings), profile_for(name))


def rendered(template: str, prompt: Prompt, **values: Any) -> str:
    """What a chat template makes of a conversation."""

    def refuse(reason: str) -> None:
        raise ValueError(reason)

    assert not isinstance(prompt, str)
    messages = [{"role": turn.role, "content": turn.content} for turn in prompt]
    environment = jinja2.Environment()
    environment.globals["raise_exception"] = refuse
    return environment.from_string(template).render(
        messages=messages, add_generation_prompt=True, bos_token="<bos>", **values
    )


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("translategemma:4b", "translategemma"),
        ("google/translategemma-12b-it", "translategemma"),
        ("hf.co/x/TranslateGemma_27B-GGUF:Q4_K_M", "translategemma"),
        ("gemma-3-4b-it-Q4_K_M", "gemma"),
        ("gemma3:latest", "gemma"),
        ("gemma2:9b", "gemma"),
        ("gemma-4-E4B-it", "default"),
        ("Qwen3-8B-Q4_K_M", "qwen3"),
        ("qwen/qwen3-8b", "qwen3"),
        ("Qwen3-4B-Instruct-2507", "qwen3-instruct"),
        ("qwen3.5:9b", "qwen3-instruct"),
        ("qwen2.5-coder-1.5b-instruct-q4_k_m", "default"),
        ("HY-MT1.5-7B", "hy-mt"),
        ("Hunyuan-MT-Chimera-7B", "hy-mt"),
        ("hf.co/tencent/Hy-MT2-1.8B-GGUF:Q4_K_M", "hy-mt"),
        ("hunyuan-7b-instruct", "default"),
        ("Seed-X-PPO-7B.Q5_K_M", "seed-x"),
        ("EXAONE-4.0-1.2B", "exaone"),
        ("exaone3.5:7.8b", "exaone"),
        ("Tower-Plus-9B", "tower"),
        ("Unbabel/Tower+ 2B", "tower"),
        ("watchtower-plus", "default"),
        ("default", "default"),
    ],
)
def test_a_family_is_known_by_the_model_s_name(name: str, family: str) -> None:
    """Names as files, Ollama, LM Studio and people write them."""
    assert family == profile_for(name).name


@pytest.mark.parametrize(
    ("architecture", "template", "family", "form"),
    [
        ("gemma3", "{{ content['source_lang_code'] }}<start_of_turn>", "translategemma", "raw"),
        ("gemma2", "", "gemma", "no system"),
        ("llama", GEMMA_2, "gemma", "no system"),
        ("qwen3", CHATML, "qwen3-instruct", "chat"),
        ("exaone4", "", "exaone", "chat"),
        ("llama", "{{ raise_exception('System role not supported') }}", "default", "no system"),
        ("llama", "{{ raise_exception('Only user and assistant roles are supported!') }}", "default", "no system"),
        ("qwen2", CHATML, "default", "chat"),
        ("", "", "default", "chat"),
    ],
)
def test_a_family_is_known_by_template_and_network(architecture: str, template: str, family: str, form: str) -> None:
    """For a file that is called `model`; a template that refuses a system turn gets none, whoever's it is."""
    found = profile_for("model", architecture, template)
    assert (family, form) == (found.name, found.form)


def test_translategemma() -> None:
    """The card's words in its template's frame, two blank lines before the text, nothing else: it knows no terms."""
    assert asked("translategemma-4b", "pt_BR") == (
        "<start_of_turn>user\nYou are a professional English (en) to Portuguese (Brazil) (pt-BR) translator. Your goal "
        "is to accurately convey the meaning and nuances of the original English text while adhering to Portuguese "
        "(Brazil) grammar, vocabulary, and cultural sensitivities.\nProduce only the Portuguese (Brazil) translation, "
        "without any additional explanations or commentary. Please translate the following English text into "
        "Portuguese (Brazil):"
        "\n\n\nThe talks ended.<end_of_turn>\n<start_of_turn>model\n"
    )


def test_seed_x() -> None:
    """The card's prompt: no template, the target's tag at the end."""
    expected = "Translate the following English sentence into Korean:\nThe talks ended. <ko>"
    assert expected == asked("Seed-X-PPO-7B")


@pytest.mark.parametrize(
    ("source", "target", "terms", "expected"),
    [
        (
            "en",
            "ko",
            False,
            "Translate the following segment into Korean, without additional explanation.\n\nThe talks ended.",
        ),
        ("en", "zh", False, "将以下文本翻译为中文，注意只需要输出翻译后的结果，不要额外解释：\n\nThe talks ended."),
        (
            "zh_Hant",
            "ko",
            False,
            "将以下文本翻译为韩语，注意只需要输出翻译后的结果，不要额外解释：\n\nThe talks ended.",
        ),
        (
            "en",
            "ko",
            True,
            "参考下面的翻译：\ntalks 翻译成 협상\n\n"
            "将以下文本翻译为韩语，注意只需要输出翻译后的结果，不要额外解释：\n\nThe talks ended.",
        ),
    ],
)
def test_hy_mt(source: str, target: str, terms: bool, expected: str) -> None:
    """The card's prompts, one user turn: English, Chinese for pairs with Chinese and for terms; no context."""
    prompt = asked("HY-MT1.5-1.8B", target, REQUEST if terms else Request("The talks ended."), source)
    assert f"<bos><User>{expected}<Assistant>" == rendered(HUNYUAN, prompt)


def test_tower() -> None:
    """The card's prompt, the blank at its end included, in a template that knows no system turn."""
    plain = asked("Tower-Plus-9B", "pt_BR", Request("The talks ended."))
    assert rendered(GEMMA_2.replace(" | trim", ""), plain) == (
        "<bos><start_of_turn>user\nTranslate the following English source text to Portuguese (Brazil):\n"
        "English: The talks ended.\nPortuguese (Brazil): <end_of_turn>\n<start_of_turn>model\n"
    )
    assert "Use these translations: talks = 협상.\n" in rendered(GEMMA_2, asked("Tower-Plus-9B"))


def test_gemma() -> None:
    """The system line begins the first user turn; examples follow in turns, as the template wants them."""
    turns = rendered(GEMMA_2, asked("gemma-2-9b-it", article=True)).split("<start_of_turn>")[1:]
    assert turns[0].startswith("user\nYou translate news articles from English to Korean. ")
    assert turns[0].endswith("\n\nThe talks began.<end_of_turn>\n")
    assert turns[1:] == [
        "model\n회담이 시작됐다.<end_of_turn>\n",
        "user\nTitle of the article: Late talks\nBefore it: It was late.\nTerms: talks = 협상\n"
        "Translate only this sentence:\nThe talks ended.<end_of_turn>\n",
        "model\n",
    ]


def test_qwen_3() -> None:
    """Thinking is off twice: by the switch of the text, which every server passes on, and by the template's."""
    prompt = rendered(CHATML, asked("qwen3:8b"), enable_thinking=False)
    system, *_, last = prompt.split("<|im_start|>")[1:]
    assert system.endswith(" /no_think<|im_end|>\n")
    assert "assistant\n<think>\n\n</think>\n\n" == last
    assert "no_think" not in rendered(CHATML, asked("qwen3-4b-instruct-2507"))


def test_exaone() -> None:
    """A conversation with a system turn."""
    prompt = rendered(EXAONE, asked("EXAONE-4.0-32B"))
    assert prompt.startswith("[|system|]You translate news articles")
    assert prompt.endswith("[|user|]Terms: talks = 협상\nThe talks ended.[|endofturn|]\n[|assistant|]")


def test_who_is_told_of_the_article() -> None:
    """Families in the program's own words may be; those with words of their own have no place for it."""
    assert {False} == {profile.article for profile in PROFILES if profile.instruction}
    assert {True} == {profile.article for profile in PROFILES if not profile.instruction}


@pytest.mark.parametrize(
    ("model", "settings", "mark", "article"),
    [
        ("qwen2.5-7b", {}, "llm-qwen2.5-7b@{version}.article", True),
        ("qwen2.5-1.5b", {}, "llm-qwen2.5-1.5b@{version}", False),
        ("qwen2.5-7b", {"previous": False}, "llm-qwen2.5-7b@{version}", False),
        ("gemma3:12b", {}, "llm-gemma3:12b@{version}.gemma.article", True),
        ("hy-mt1.5-7b", {}, "llm-hy-mt1.5-7b@{version}.hy-mt", False),
        ("my-own-7b", {"profile": "seed-x"}, "llm-my-own-7b@{version}.seed-x", False),
    ],
)
def test_the_profile_is_in_the_fingerprint(model: str, settings: dict[str, Any], mark: str, article: bool) -> None:
    """Another way of asking makes other drafts."""
    endpoint = {"endpoint": "http://127.0.0.1:9/v1", "endpoint_model": model}
    engine = load_engine("llm", "en", "ko", {"llm": {**endpoint, **settings}})
    assert (mark.format(version=VERSION), article) == (
        engine.fingerprint,
        getattr(engine, "article", None),
    )


def test_a_large_model_is_told_of_the_article_and_no_common_words() -> None:
    """A small one the other way round; amounts are told to both."""
    large, small = Model("llama-server", names=("gemma-3-12b",)), Model("llama-server", names=("gemma-3-1b",))
    for model in (large, small):
        with serve_model(model) as address:
            endpoint = {"endpoint": f"{address}/v1", "endpoint_model": model.names[0]}
            engine: Any = load_engine("llm", "en", "ko", {"llm": endpoint})
            engine.translate_in_context(
                [Request("The government pays $40 million.", (), (), "It began.", "Talks")], "en", "ko"
            )
    told = [model.asked[0][1]["messages"][-1]["content"] for model in (large, small)]
    assert [True, False] == ["Title of the article: Talks\nBefore it: It began.\n" in text for text in told]
    assert [True, False] == ["Terms: $40 million = 4000만 달러\n" in text for text in told]
    assert [False, True] == ["government = " in text for text in told]
    assert "$40 million = 4000만 달러" in told[1]


def test_a_licence_that_excludes_countries_is_said_with_the_drafts() -> None:
    """Of the model that was chosen, and of no other."""
    engines: list[Any] = [
        load_engine("llm", "en", "ko", {"llm": {"endpoint": "http://127.0.0.1:9/v1", "endpoint_model": name}})
        for name in ("hy-mt1.5-7b", "qwen3-8b")
    ]
    (note,) = engines[0].notes
    assert str(note).startswith("hy-mt1.5-7b: its license does not hold in the European Union")
    assert () == engines[1].notes


def test_an_unknown_profile() -> None:
    """The known ones are named."""
    with pytest.raises(ConfigurationError, match="no profile 'gema'") as caught:
        load_engine("llm", "en", "ko", {"llm": {"endpoint": "http://127.0.0.1:9/v1", "profile": "gema"}})
    assert "translategemma" in str(caught.value.hint)


def test_a_licence_that_excludes_countries_is_said(tmp_path: Path) -> None:
    """When such a model is installed; and it is nothing that `install` would take by itself."""
    (tmp_path / "HY-MT1.5-7B-Q4.gguf").write_bytes(tiny_gguf("HY-MT1.5-7B"))
    told: list[Text] = []
    install("en", "ko", origin=tmp_path / "HY-MT1.5-7B-Q4.gguf", report=told.append)
    assert "does not hold in the European Union" in str(told[-1])
    assert "South Korea" in str(told[-1])


@pytest.fixture
def llama(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], LocalChat]:
    """llama.cpp in this process with a tiny model that has a chat template."""
    pytest.importorskip("xllamacpp")
    monkeypatch.setattr(secrets, "token_hex", lambda size: "key")

    def load(template: str) -> LocalChat:
        (tmp_path / "tiny.gguf").write_bytes(tiny_gguf(template=template))
        return LocalChat(tmp_path / "tiny.gguf", LlmSettings(threads=1, parallel=1))

    return load


def ask_server(chat: LocalChat, path: str, body: dict[str, Any]) -> Any:
    """What the server inside of the binding answers on one of its own paths."""
    headers = {"Content-Type": "application/json", "Authorization": "Bearer key"}
    data = json.dumps({"chat_template_kwargs": {"enable_thinking": False}, **body}).encode()
    with urllib.request.urlopen(urllib.request.Request(chat._server.listening_address + path, data, headers)) as answer:
        return json.load(answer)


@pytest.mark.parametrize(("name", "template"), [("gemma-2", GEMMA_2), ("tower+", GEMMA_2), ("qwen3", CHATML)])
def test_llama_cpp_renders_what_the_template_says(llama: Callable[[str], LocalChat], name: str, template: str) -> None:
    """A real answer comes, to the very prompt that the template makes of the conversation."""
    chat, prompt = llama(template), asked(name)
    assert not isinstance(prompt, str)
    assert chat.answer(Ask(prompt, 3, ("\n",))).text is not None
    messages = [{"role": turn.role, "content": turn.content} for turn in prompt]
    found = ask_server(chat, "/apply-template", {"messages": messages})["prompt"]
    assert rendered(template, prompt, enable_thinking=False).removeprefix("<bos>") == found


def test_llama_cpp_goes_on_with_a_raw_prompt(llama: Callable[[str], LocalChat]) -> None:
    """No template is put around it, and its marks are marks: the tokens are its bytes and five special ones."""
    chat, prompt = llama(CHATML), asked("translategemma")
    assert isinstance(prompt, str)
    answer = chat.answer(Ask(prompt, 3, ("\n",)))
    assert (False, False) == (answer.whole, answer.thought)
    tokens = ask_server(chat, "/tokenize", {"content": prompt, "add_special": True, "parse_special": True})["tokens"]
    assert [1, 3, 4, 3] == [token for token in tokens if token < 7]


def test_a_file_s_network_and_template(tmp_path: Path) -> None:
    """They are read from the header."""
    (tmp_path / "tiny.gguf").write_bytes(tiny_gguf("Tiny", EXAONE))
    header = read_header(tmp_path / "tiny.gguf")
    assert ("llama", EXAONE, "exaone") == (
        header.architecture,
        header.chat_template,
        profile_for(header.name, header.architecture, header.chat_template).name,
    )
