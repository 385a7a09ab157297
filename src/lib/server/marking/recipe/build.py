"""The whole recipe: `python build.py --work FOLDER`. Trains, exports, compares the small forms, calibrates
on the items left out, and writes the weights with their card into ../weights. See README.md.
"""

import argparse
import contextlib
import io
import json
import os
import shutil
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from transformers import AutoTokenizer

import card
import export
import quantise
import reading
from train import base_folder, is_left_out, train

WEIGHTS = Path(__file__).resolve().parent.parent / "weights"
FOLDS = 5


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


def average(paths, out):
    """The mean of several weights that were trained from the same start."""
    states = [torch.load(path, map_location="cpu") for path in paths]
    torch.save({name: sum(state[name] for state in states) / len(states) for name in states[0]}, out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True, help="a folder for what is made on the way")
    parser.add_argument("--model", type=Path, nargs="*", help="finished model.pt files, instead of training one")
    parser.add_argument("--start", type=Path, help="a model.pt to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--fold", type=int, default=0, help="the fold of five that is left out and calibrated on")
    parser.add_argument("--only", nargs="*", help="compare these small forms alone")
    parser.add_argument("--everything", action="store_true", help="leave no fold out, and keep the last calibration")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    say = lambda line: print(line, flush=True)
    items = reading.load()
    left_out = [item for item in items if is_left_out(item, options.fold, FOLDS)]
    used = [item for item in items if options.everything or not is_left_out(item, options.fold, FOLDS)]
    say(f"{len(items)} items, {len(used)} of them to train on")
    trained = options.work / "model.pt"
    if options.model:
        average(options.model, trained)
    else:
        keep = lambda model, epoch: torch.save(model.state_dict(), options.work / f"epoch-{epoch + 1}.pt")
        model = train(used, options.seed, options.epochs, options.rate, options.start, say, keep)
        torch.save(model.state_dict(), trained)
    whole = options.work / "float.onnx"
    export.write(export.load(trained), whole)
    tokenizer = AutoTokenizer.from_pretrained(base_folder())
    forms = io.StringIO()
    with contextlib.redirect_stdout(forms):
        examples = quantise.examples_of(tokenizer, options.fold, FOLDS)
        chosen = quantise.compare(whole, options.work, *examples, options.only)
    say(forms.getvalue())
    WEIGHTS.mkdir(exist_ok=True)
    weights = WEIGHTS / "encoder.onnx"
    shutil.copyfile(chosen, weights)
    save_tokenizer()
    if options.everything:
        card.rewrite(weights, len(used), forms.getvalue(), WEIGHTS)
    else:
        card.write(weights, tokenizer, left_out, len(used), forms.getvalue(), WEIGHTS)


if __name__ == "__main__":
    main()
