"""Reads the left-out items with finished weights, calibrates on them, and writes what goes with the
weights: encoder.json, left-out.jsonl and the model card README.md.
"""

import hashlib
import json
import random
import re

import numpy as np

import quantise
import reading

# Shares of the readings in which the author is told and not told, as in training.
TOLD = 1 - 0.4
LONG_POSTS = 160
# Text pieces in a window and shared by neighbours, near to those of windows.ts.
WINDOW, SHARED = 200, 60


def heads(run, examples):
    """Document logit and mean of the three highest token logits of every example, read one at a time."""
    found = []
    for one in examples:
        document, tokens = quantise.logits(run, [one])
        found.append([document[0], quantise.highest(tokens[0], one)])
    return np.array(found)


def calibrate(points, labels, weights):
    """Logistic regression by Newton's method: weights of both heads and the shift."""
    x = np.hstack([points, np.ones((len(points), 1))])
    beta = np.zeros(3)
    ridge = np.diag([1e-2, 1e-2, 0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weights * (p - labels)) + ridge @ beta
        curve = (x * (weights * p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(3)
        beta = beta - np.linalg.solve(curve, gradient)
    return [round(float(value), 4) for value in beta]


def odds(found, beta):
    return found @ np.array(beta[:2]) + beta[2]


def windows(tokenizer, text):
    """A long text in windows of whole sentences, neighbours overlapping."""
    sentences = [s for s in re.split(r"(?<=[.!?…])\s+|\n+", text) if s.strip()]
    sizes = [len(tokenizer(s, add_special_tokens=False)["input_ids"]) for s in sentences]
    start, found = 0, []
    while start < len(sentences):
        end, total = start, 0
        while end < len(sentences) and (end == start or total + sizes[end] <= WINDOW):
            total += sizes[end]
            end += 1
        found.append(" ".join(sentences[start:end]))
        if end == len(sentences):
            break
        back, shared = end, 0
        while back - 1 > start and shared + sizes[back - 1] <= SHARED:
            back -= 1
            shared += sizes[back]
        start = back
    return found


def window_penalty(run, tokenizer, items, beta, alone):
    """What to take off the highest window, times the logarithm of their number, so that long posts are
    not marked more often for being long: the least at which plain long posts, put together from left-out
    items, pass one half no more often than plain short ones."""
    rng = random.Random(5)
    plain = [i for i in items if i["client_narrative"] == "no" and i.get("author_care") != "not-care"]
    stories = [i for i in items if i["client_narrative"] == "yes"]
    posts = []
    for at in range(LONG_POSTS):
        parts = rng.sample(plain, (2, 4, 8, 12)[at % 4])
        if at % 8 >= 4:
            parts[rng.randrange(len(parts))] = rng.choice(stories)
        posts.append((at % 8 >= 4, windows(tokenizer, "\n\n".join(part["text"] for part in parts))))
    flat = [{"text": text, "client_narrative": "no"} for _, cut in posts for text in cut]
    scores = iter(odds(heads(run, [reading.encode(tokenizer, one, role=False) for one in flat]), beta))
    seen = [(label, [next(scores) for _ in cut]) for label, cut in posts]
    short = [(i["client_narrative"] == "yes", [score]) for i, score in zip(items, alone)]
    print("penalty | AP of long and short posts together | plain long posts over one half | plain short posts")
    rate = lambda some, best: float(np.mean([best(one) > 0 for label, one in some if not label]))
    for penalty in np.arange(0, 2.01, 0.1):
        best = lambda one: max(one) - penalty * np.log(len(one))
        ap = average_precision([(label, best(one)) for label, one in seen + short])
        print(f"{penalty:.1f} | {ap:.4f} | {rate(seen, best):.3f} | {rate(short, best):.3f}")
        if rate(seen, best) <= rate(short, best):
            break
    return round(float(penalty), 1)


def average_precision(scored):
    hits, total = 0, 0.0
    for rank, (label, _) in enumerate(sorted(scored, key=lambda one: -one[1]), 1):
        if label:
            hits += 1
            total += hits / rank
    return total / max(1, hits)


def write(file, tokenizer, left_out, trained, forms, out):
    """Measures `file` on the left-out items that fit one reading and writes the three files."""
    left_out = [item for item in left_out if len(item["text"]) <= 1.5 * reading.LONGEST]
    run = quantise.session(file)
    told = heads(run, [reading.encode(tokenizer, item) for item in left_out])
    untold = heads(run, [reading.encode(tokenizer, item, role=False) for item in left_out])
    labels = np.array([float(item["client_narrative"] == "yes") for item in left_out])
    share = np.ones(len(labels))
    beta = calibrate(
        np.vstack([told, untold]), np.hstack([labels, labels]), np.hstack([TOLD * share, (1 - TOLD) * share])
    )
    sha = hashlib.sha256(file.read_bytes()).hexdigest()
    card = {
        "version": sha[:12],
        "sha256": sha,
        "longest": reading.MAX_PIECES,
        "items": trained,
        "leftOut": len(left_out),
        "calibration": {"document": beta[0], "tokens": beta[1], "shift": beta[2]},
        "windowPenalty": window_penalty(run, tokenizer, left_out, beta, odds(untold, beta)),
    }
    (out / "encoder.json").write_text(json.dumps(card, indent="\t") + "\n", encoding="utf8")
    with open(out / "left-out.jsonl", "w", encoding="utf8") as lines:
        for item, a, b in zip(left_out, odds(told, beta), odds(untold, beta)):
            lines.write(json.dumps({"id": item["id"], "told": round(a, 3), "untold": round(b, 3)}) + "\n")
    table = figures(left_out, odds(told, beta), odds(untold, beta))
    print(table)
    said = f"{trained} English items; {len(left_out)} more were left out of training, and all figures here are from those."
    describe(file, card, said, table, forms, out)


def rewrite(file, trained, forms, out):
    """Puts weights trained on every item in the place of those that left a fold out, whose calibration and
    figures they keep: nothing is left to measure them on."""
    card = json.loads((out / "encoder.json").read_text(encoding="utf8"))
    sha = hashlib.sha256(file.read_bytes()).hexdigest()
    said = (
        f"all {trained} English items. The figures, the calibration and the thresholds are those of the same recipe "
        f"trained on {card['items']} of them and read on {card['leftOut']} others."
    )
    table = (out / "README.md").read_text(encoding="utf8").split("## On the items left out\n\n")[1].split("\n\n")[0]
    card |= {"version": sha[:12], "sha256": sha, "items": trained}
    (out / "encoder.json").write_text(json.dumps(card, indent="\t") + "\n", encoding="utf8")
    describe(file, card, said, table, forms, out)


def describe(file, card, said, table, forms, out):
    words = (out.parent / "recipe" / "card.md").read_text(encoding="utf8")
    for name, value in {
        "VERSION": card["version"], "SHA256": card["sha256"], "BYTES": f"{file.stat().st_size / 1e6:.1f}",
        "TRAINED": said, "FIGURES": table, "FORMS": forms.strip(), "PENALTY": str(card["windowPenalty"]),
    }.items():
        words = words.replace("{" + name + "}", value)
    (out / "README.md").write_text(words, encoding="utf8")


def figures(items, told, untold):
    """Average precision, best F1 and recall where 1 % of the others are marked, by file of the corpus."""
    lines = ["| left-out items | stories | others | AP | best F1 | recall at 1 % of others | AP, author not told |", "|---|---|---|---|---|---|---|"]
    groups = {"all": lambda i: True, "author gives care": lambda i: i.get("author_care") != "not-care"}
    for name in sorted({i["file"] for i in items}):
        groups[name] = lambda i, name=name: i["file"] == name
    for name, belongs in groups.items():
        some = [(i["client_narrative"] == "yes", a, b) for i, a, b in zip(items, told, untold) if belongs(i)]
        stories = sum(label for label, _, _ in some)
        others = len(some) - stories
        if stories < 10 or others < 10:
            cells = ["", "", "", ""]
        else:
            ranked = sorted(some, key=lambda one: -one[1])
            hits, best, recall = 0, 0.0, 0.0
            for rank, (label, _, _) in enumerate(ranked, 1):
                hits += label
                best = max(best, 2 * hits / (rank + stories))
                if rank - hits <= 0.01 * others:
                    recall = hits / stories
            first = average_precision([(label, a) for label, a, _ in some])
            second = average_precision([(label, b) for label, _, b in some])
            cells = [f"{first:.3f}", f"{best:.3f}", f"{recall:.2f}", f"{second:.3f}"]
        lines.append(f"| {name} | {stories} | {others} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
