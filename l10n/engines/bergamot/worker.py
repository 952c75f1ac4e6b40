"""The program that runs one Firefox Translations model: a JSON string a line in, its translation out.

fxtranslate holds Python's lock while it translates, and a Translator belongs to the thread that made it; so each worker
is a process. Arguments: the model, the source vocabulary, the target vocabulary, and perhaps the shortlist.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    from fxtranslate import Translator

    model, source_vocabulary, target_vocabulary, *shortlist = (Path(name).read_bytes() for name in sys.argv[1:])
    translator = Translator(model, source_vocabulary, target_vocabulary, *shortlist)
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(translator.translate(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
