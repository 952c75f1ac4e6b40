"""How each family of language models wants to be asked: a row a family, from its public model card and chat template.

A family is known by the name of its file or of an endpoint's model, by its chat template, or by its architecture, in
this order. What a card fixes word by word is written here as it is fixed; where it leaves the words open, the program's
own are used (see prompt.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from l10n.translatable import Text

Form = Literal["chat", "no system", "raw"]
"""A conversation with a system turn; one without, whose first user turn says it all; a text that the model goes on."""

LARGE = 3_500_000_000
"""Parameters from which on a model can be told what is not to be translated; what is sold as 4B has a few less."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How an answer's words are chosen. All families are decoded greedily, since the same text must give the same
    draft; a card that asks for sampling is followed in its penalty alone."""

    repetition: float = 1.0
    """What the probability of words that were there already is divided by."""
    stop: tuple[str, ...] = ()
    """What ends an answer, besides the end of its line and the model's own mark."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One family."""

    name: str
    """Part of the fingerprint."""
    names: str = ""
    """A pattern of what models of the family are called, lower case, `-` for every other separator."""
    signs: tuple[str, ...] = ()
    """What only this family's chat template has in it."""
    architectures: tuple[str, ...] = ()
    """`general.architecture` of its GGUF files."""
    form: Form = "chat"
    instruction: str = ""
    """The family's own words, with {text}, {source}, {target} for names of languages, {source_tag}, {target_tag} and
    {source_code}, {target_code}; empty where the program's own words are used, with examples and hints."""
    with_terms: str = ""
    """The same with {terms}; empty where the family cannot be told any."""
    term: str = ""
    """How one term is said there, with {term} and {translation}."""
    home: str = ""
    """The language of the family's own words, where `home_instruction` takes the place of `instruction` for it."""
    home_instruction: str = ""
    """With {target_at_home} for the name of the target in that language."""
    article: bool = False
    """Whether a model of it that is large enough is told the article's title and the sentences before."""
    system_suffix: str = ""
    """What is added to the system turn: the switch that turns thinking off where no server does it."""
    decoding: Decoding = field(default_factory=Decoding)
    restriction: Text | None = None
    """What its licence does not allow, where that is unusual."""


_GEMMA_TURN = "<start_of_turn>user\n{ask}<end_of_turn>\n<start_of_turn>model\n"
_TRANSLATE_GEMMA = (
    "You are a professional {source} ({source_tag}) to {target} ({target_tag}) translator. Your goal is to accurately "
    "convey the meaning and nuances of the original {source} text while adhering to {target} grammar, vocabulary, and "
    "cultural sensitivities.\nProduce only the {target} translation, without any additional explanations or "
    "commentary. Please translate the following {source} text into {target}:\n\n\n{text}"
)
_TENCENT = Text(
    "its license does not hold in the European Union, and for most models of this family not in South Korea and the "
    "United Kingdom either"
)
_RESEARCH = Text("its license does not allow commercial use")

DEFAULT = Profile("default", article=True)

PROFILES: tuple[Profile, ...] = (
    # The card fixes the text; the template, which wants more than a text, is written out, since servers differ in what
    # they make of it. The switch to raw completion also spares the system turn that the template refuses.
    Profile(
        "translategemma",
        names=r"translate-?gemma",
        signs=("source_lang_code",),
        form="raw",
        instruction=_GEMMA_TURN.format(ask=_TRANSLATE_GEMMA),
        decoding=Decoding(stop=("<end_of_turn>",)),
    ),
    # The cards of 1.5 and 2: no system turn, a prompt in Chinese for pairs with Chinese and for terms. Their prompt for
    # context is left out: the smaller models translate the context, too.
    Profile(
        "hy-mt",
        names=r"(?:hy|hunyuan)-?mt",
        form="no system",
        instruction="Translate the following segment into {target}, without additional explanation.\n\n{text}",
        with_terms="参考下面的翻译：\n{terms}\n\n将以下文本翻译为{target_at_home}，注意只需要输出翻译后的结果，不要额外解释：\n\n{text}",
        term="{term} 翻译成 {translation}",
        home="zh",
        home_instruction="将以下文本翻译为{target_at_home}，注意只需要输出翻译后的结果，不要额外解释：\n\n{text}",
        decoding=Decoding(repetition=1.05),
        restriction=_TENCENT,
    ),
    # The card: no chat template; the tag of the target's language ends the prompt.
    Profile(
        "seed-x",
        names=r"seed-?x",
        form="raw",
        instruction="Translate the following {source} sentence into {target}:\n{text} <{target_code}>",
    ),
    # The card's wording, blank at its end included; Gemma 2 and Qwen 2.5 templates, of which the first has no system
    # turn.
    Profile(
        "tower",
        names=r"tower-?(?:plus|instruct|\+)",
        form="no system",
        instruction="Translate the following {source} source text to {target}:\n{source}: {text}\n{target}: ",
        with_terms=(
            "Translate the following {source} source text to {target}. Use these translations: {terms}.\n"
            "{source}: {text}\n{target}: "
        ),
        term="{term} = {translation}",
        restriction=_RESEARCH,
    ),
    # Its first versions think when they are not told otherwise; the switch in the text is the one that every server
    # passes on. Later ones know it no more, and have no thoughts in their instruct versions.
    Profile(
        "qwen3",
        names=r"qwen-?3(?![.\d])(?!.*(?:instruct|2507|coder))",
        article=True,
        system_suffix=" /no_think",
    ),
    Profile("qwen3-instruct", names=r"qwen-?3", architectures=("qwen3", "qwen3moe"), article=True),
    Profile(
        "exaone",
        names=r"exaone",
        signs=("[|endofturn|]",),
        architectures=("exaone", "exaone4"),
        article=True,
        decoding=Decoding(stop=("[|endofturn|]",)),
        restriction=_RESEARCH,
    ),
    # Templates of 1 and 2 refuse a system turn, that of 3 puts it before the first user turn, as is done here for all.
    Profile(
        "gemma",
        names=r"gemma-?[123](?!\d)",
        signs=("<start_of_turn>",),
        architectures=("gemma", "gemma2", "gemma3", "gemma3n"),
        form="no system",
        article=True,
        decoding=Decoding(stop=("<end_of_turn>",)),
    ),
)


def profile_for(name: str, architecture: str = "", template: str = "") -> Profile:
    """The profile of a model, by its name or names, its architecture and its chat template; the default for a family
    that is not known, without a system turn where the template refuses one."""
    plain = re.sub(r"[^a-z0-9.+]+", "-", name.lower())
    for profile in PROFILES:
        if profile.names and re.search(rf"(?<![a-z]){profile.names}", plain):
            return profile
    for profile in PROFILES:
        if any(sign in template for sign in profile.signs):
            return profile
    for profile in PROFILES:
        if architecture and architecture in profile.architectures:
            return profile
    refuses = re.search(r"system role (?:is )?not supported|only user and assistant roles", template, re.IGNORECASE)
    return replace(DEFAULT, form="no system") if refuses else DEFAULT
