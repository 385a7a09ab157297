"""Makes the weights of what train.py left: `python build.py --work FOLDER`. Exports, compares the
small forms, calibrates, and writes ../weights with its card. See README.md.
"""

import argparse
import contextlib
import io
import json
import shutil
from pathlib import Path

import numpy as np
import torch

import card
import export
import quantise
import reading
from train import base_folder

WEIGHTS = Path(__file__).resolve().parent.parent / "weights"


def save_tokenizer():
    """What the reader in Node needs of the base model's tokenizer."""
    whole = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf8"))
    whole["truncation"] = whole["padding"] = None
    (WEIGHTS / "tokenizer.json").write_text(
        json.dumps(whole, ensure_ascii=False, separators=(",", ":")), encoding="utf8"
    )
    config = json.loads((base_folder() / "tokenizer_config.json").read_text(encoding="utf8"))
    kept = {name: config[name] for name in config if name not in ("name_or_path", "do_basic_tokenize", "never_split")}
    (WEIGHTS / "tokenizer_config.json").write_text(json.dumps(kept, indent="\t") + "\n", encoding="utf8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True, help="the folder that train.py was given")
    parser.add_argument("--only", nargs="*", help="compare these small forms alone")
    options = parser.parse_args()
    torch.set_num_threads(1)
    whole = options.work / "float.onnx"
    export.write(export.load(options.work / "model.pt"), whole)
    forms = io.StringIO()
    with contextlib.redirect_stdout(forms):
        examples = quantise.examples_of(reading.open_tokenizer(base_folder()))
        chosen = quantise.compare(whole, options.work, *examples, options.only)
    print(forms.getvalue(), flush=True)
    WEIGHTS.mkdir(exist_ok=True)
    shutil.copyfile(chosen, WEIGHTS / "encoder.onnx")
    save_tokenizer()
    left_out = np.load(options.work / "left-out.npz")
    card.write(WEIGHTS / "encoder.onnx", left_out, len(reading.load()), forms.getvalue(), WEIGHTS)


if __name__ == "__main__":
    main()
