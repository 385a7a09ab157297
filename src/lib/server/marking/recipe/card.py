"""Calibrates the reader on what was read of items not trained on (left-out.npz of train.py) and writes what
goes with the weights: encoder.json, left-out.jsonl and the model card README.md.
"""

import hashlib
import json

import numpy as np

import reading

# Shares of the readings in which the author is told and not told, as in training.
TOLD = 1 - 0.4


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
    return found.astype(float) @ np.array(beta[:2]) + beta[2]


def average_precision(scored):
    hits, total = 0, 0.0
    for rank, (label, _) in enumerate(sorted(scored, key=lambda one: -one[1]), 1):
        if label:
            hits += 1
            total += hits / rank
    return total / max(1, hits)


def write(file, left_out, trained, forms, out):
    """Calibrates on what was left out, puts `file` beside its cards in `out`, and prints the figures."""
    by_id = {item["id"]: item for item in reading.load()}
    items = [by_id[name] for name in left_out["ids"]]
    told, untold, taught = (left_out[name][:, :2] for name in ("told", "untold", "teacher"))
    labels = np.array([float(item["client_narrative"] == "yes") for item in items])
    share = np.ones(len(labels))
    beta = calibrate(
        np.vstack([told, untold]), np.hstack([labels, labels]),
        np.hstack([TOLD * share, (1 - TOLD) * share]),
    )
    sha = hashlib.sha256(file.read_bytes()).hexdigest()
    card = {
        "version": sha[:12],
        "sha256": sha,
        "longest": reading.MAX_PIECES,
        "items": trained,
        "leftOut": len(items),
        "calibration": {"document": beta[0], "tokens": beta[1], "shift": beta[2]},
    }
    (out / "encoder.json").write_text(json.dumps(card, indent="\t") + "\n", encoding="utf8")
    with open(out / "left-out.jsonl", "w", encoding="utf8") as lines:
        for item, a, b in zip(items, odds(told, beta), odds(untold, beta)):
            lines.write(json.dumps({"id": item["id"], "told": round(a, 3), "untold": round(b, 3)}) + "\n")
    teacher = odds(taught, calibrate(taught, labels, share))
    table = figures(items, odds(told, beta), odds(untold, beta), teacher)
    print(table)
    words = (out.parent / "recipe" / "card.md").read_text(encoding="utf8")
    for name, value in {
        "VERSION": card["version"], "SHA256": sha, "BYTES": f"{file.stat().st_size / 1e6:.1f}",
        "ITEMS": str(trained), "LEFT_OUT": str(len(items)),
        "FIGURES": table, "FORMS": forms.strip(),
    }.items():
        words = words.replace("{" + name + "}", value)
    (out / "README.md").write_text(words, encoding="utf8")


def figures(items, told, untold, teacher):
    """Average precision, best F1 and recall where 1 % of the others are marked, by file of the corpus."""
    lines = [
        "| items | stories | others | AP | best F1 | recall at 1 % of others | AP, author not told | AP, the teacher |",
        "|---|---|---|---|---|---|---|---|",
    ]
    groups = {"all": lambda i: True, "author gives care": lambda i: i.get("author_care") != "not-care"}
    for name in sorted({i["file"] for i in items}):
        groups[name] = lambda i, name=name: i["file"] == name
    for name, belongs in groups.items():
        some = [(i["client_narrative"] == "yes", *of) for i, *of in zip(items, told, untold, teacher) if belongs(i)]
        stories = sum(one[0] for one in some)
        others = len(some) - stories
        if stories < 10 or others < 10:
            cells = ["", "", "", "", ""]
        else:
            hits, best, recall = 0, 0.0, 0.0
            for rank, one in enumerate(sorted(some, key=lambda one: -one[1]), 1):
                hits += one[0]
                best = max(best, 2 * hits / (rank + stories))
                if rank - hits <= 0.01 * others:
                    recall = hits / stories
            first, second, third = (average_precision([(one[0], one[at]) for one in some]) for at in (1, 2, 3))
            cells = [f"{first:.3f}", f"{best:.3f}", f"{recall:.2f}", f"{second:.3f}", f"{third:.3f}"]
        lines.append(f"| {name} | {stories} | {others} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
