"""Makes the small forms of an exported reader and prints how far each is from float32:
`python quantise.py --float FILE.onnx --out FOLDER [--only NAME]`.

Texts: items cut in the middle, so that many are doubtful, as the hard posts of a feed are.
Columns: size, processor time of one text of 100 pieces on one core, change of probability, share of
marks turned over.
"""

import argparse
import logging
import os
import random
import time
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

import reading
from train import base_folder

logging.disable(logging.WARNING)
WORDS = "word_embeddings.weight"
FORWARD = 1536
CHOSEN = "channel, all by row"


def matmuls(model):
    """The names of the multiplications by weights: all, and those of the second feed-forward matrices."""
    weights = {w.name: list(w.dims) for w in model.graph.initializer}
    found = {n.name: weights[n.input[1]] for n in model.graph.node if n.op_type == "MatMul" and n.input[1] in weights}
    second = [name for name, dims in found.items() if dims[0] == FORWARD]
    heads = [name for name, dims in found.items() if dims[1] == 1]
    return list(found), second, heads


def embeddings_by_row(model):
    """The word embeddings as int8 with one scale a row, read back to float after the look-up."""
    graph = model.graph
    weight = next(w for w in graph.initializer if w.name.endswith(WORDS))
    values = numpy_helper.to_array(weight)
    scale = (np.abs(values).max(axis=1, keepdims=True) / 127).astype(np.float32)
    scale[scale == 0] = 1
    small = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
    look_up = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == weight.name)
    at = list(graph.node).index(look_up)
    out, ids = look_up.output[0], look_up.input[1]
    graph.node.remove(look_up)
    for place, node in enumerate([
        helper.make_node("Gather", ["words.small", ids], ["words.rows"]),
        helper.make_node("Cast", ["words.rows"], ["words.float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["words.scale", ids], ["words.scales"]),
        helper.make_node("Mul", ["words.float", "words.scales"], [out]),
    ]):
        graph.node.insert(at + place, node)
    graph.initializer.remove(weight)
    graph.initializer.extend([numpy_helper.from_array(small, "words.small"), numpy_helper.from_array(scale, "words.scale")])
    return model


def smoothed(source, examples, strength):
    """The same model with the outliers of each multiplication's input moved into its weights: column j of
    the input is divided, and row j of the weights multiplied, by most(input j)^strength / most(weights j)^(1 - strength).
    After Xiao and others, SmoothQuant, 2023; here the division is a step of its own.
    """
    model = onnx.load(source)
    graph = model.graph
    weights = {w.name: w for w in graph.initializer}
    users = {}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights:
            users.setdefault(node.input[0], []).append(node)
    users = {name: nodes for name, nodes in users.items() if weights[nodes[0].input[1]].dims[1] > 1}
    most = activations(model, list(users), examples)
    for name, nodes in users.items():
        values = {node.input[1]: numpy_helper.to_array(weights[node.input[1]]) for node in nodes}
        rows = np.max([np.abs(value).max(axis=1) for value in values.values()], axis=0)
        scale = np.maximum(most[name], 1e-5) ** strength / np.maximum(rows, 1e-5) ** (1 - strength)
        for weight, value in values.items():
            weights[weight].CopyFrom(numpy_helper.from_array((value * scale[:, None]).astype(np.float32), weight))
        graph.initializer.append(numpy_helper.from_array((1 / scale).astype(np.float32), f"{name}.unscale"))
        step = helper.make_node("Mul", [name, f"{name}.unscale"], [f"{name}.smooth"])
        graph.node.insert(list(graph.node).index(nodes[0]), step)
        for node in nodes:
            node.input[0] = f"{name}.smooth"
    return model


def activations(model, names, examples):
    """The highest absolute value of every column of the named tensors over some texts."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend([helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names])
    run = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    most = {}
    for example in examples:
        ids = np.array([example["ids"]], dtype=np.int64)
        found = run.run(names, {"ids": ids, "mask": np.ones_like(ids)})
        for name, value in zip(names, found):
            high = np.abs(value).reshape(-1, value.shape[-1]).max(axis=0)
            most[name] = np.maximum(most.get(name, 0), high)
    return most


def by_row(model, chosen=lambda dims: True):
    """The same model with each row of a multiplication's input divided by its highest absolute value before,
    and the product multiplied by it after. One scale for the whole input, all that dynamic quantisation has,
    then fits every row: otherwise the separators, whose values are many times higher, spoil the words'.
    """
    graph = model.graph
    weights = {w.name: list(w.dims) for w in graph.initializer}
    users = {}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights and weights[node.input[1]][1] > 1:
            if chosen(weights[node.input[1]]):
                users.setdefault(node.input[0], []).append(node)
    for name, nodes in users.items():
        at = list(graph.node).index(nodes[0])
        high, low, unit = (f"{name}.{word}" for word in ("high", "size", "unit"))
        for place, step in enumerate([
            helper.make_node("Abs", [name], [low]),
            helper.make_node("ReduceMax", [low], [high], axes=[-1], keepdims=1),
            helper.make_node("Div", [name, high], [unit]),
        ]):
            graph.node.insert(at + place, step)
        for node in nodes:
            node.input[0] = unit
            out = node.output[0]
            node.output[0] = f"{out}.unit"
            graph.node.insert(list(graph.node).index(node) + 1, helper.make_node("Mul", [f"{out}.unit", high], [out]))
    return model


def dynamic(source, target, channel=True, leave=(), small_range=False):
    quantize_dynamic(
        source, target, per_channel=channel, reduce_range=small_range, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"], nodes_to_exclude=list(leave), extra_options={"MatMulConstBOnly": True},
    )
    onnx.save(embeddings_by_row(onnx.load(target)), target)


def blocks(source, target, size, level, leave=()):
    """Weights of 8 bits in blocks with a scale each; at level 4 the other side is 8 bits a row and block too."""
    quantizer = MatMulNBitsQuantizer(
        onnx.load(source), bits=8, block_size=size, is_symmetric=True, accuracy_level=level, nodes_to_exclude=list(leave)
    )
    quantizer.process()
    onnx.save(embeddings_by_row(quantizer.model.model), target)


def rows(source, target, chosen, leave, smooth=None):
    model = by_row(smooth or onnx.load(source), chosen)
    onnx.save(model, f"{target}.float")
    dynamic(f"{target}.float", target, leave=leave)
    os.remove(f"{target}.float")


def forms(source, calibration):
    every, second, heads = matmuls(onnx.load(source))
    forward = lambda dims: FORWARD in dims
    return {
        "float32": lambda t: onnx.save(onnx.load(source), t),
        "tensor": lambda t: dynamic(source, t, channel=False),
        "channel": lambda t: dynamic(source, t),
        "channel, second float": lambda t: dynamic(source, t, leave=heads + second),
        "channel, forward by row": lambda t: rows(source, t, forward, heads),
        CHOSEN: lambda t: rows(source, t, lambda dims: True, heads),
        "channel, all by row, smoothed": lambda t: rows(source, t, lambda dims: True, heads, smoothed(source, calibration, 0.5)),
        "blocks of 32": lambda t: blocks(source, t, 32, 4, heads),
    }


def half_texts(tokenizer, items, count=400):
    """Items cut in the middle, so that many are doubtful, as the hard posts of a feed are."""
    rng = random.Random(7)
    some = [item for item in items if len(item["text"]) > 80]
    found = []
    for item in rng.sample(some, min(count, len(some))):
        words = item["text"].split(" ")
        start = rng.randint(0, len(words) // 2)
        cut = {**item, "text": " ".join(words[start : start + len(words) // 2]), "spans": []}
        found.append(reading.encode(tokenizer, cut, role=rng.random() < 0.5))
    return sorted(found, key=lambda e: len(e["ids"]))


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def logits(run, chunk):
    """Both heads' logits of a few examples in one padded batch."""
    length = max(len(e["ids"]) for e in chunk)
    ids = np.array([e["ids"] + [0] * (length - len(e["ids"])) for e in chunk], dtype=np.int64)
    return run.run(None, {"ids": ids, "mask": (ids > 0).astype(np.int64)})


def highest(tokens, example):
    """The mean of the three highest token logits among the text's own pieces."""
    own = [t for t, kind, i in zip(tokens, example["types"], example["ids"]) if kind and i != reading.SEPARATOR]
    return np.mean(sorted(own)[-3:]) if own else 0.0


def scores(run, examples):
    """One text at a time, as the program reads: the mean of both heads' probabilities."""
    found = []
    for one in examples:
        document, tokens = logits(run, [one])
        found.append((1 / (1 + np.exp(-document[0])) + 1 / (1 + np.exp(-highest(tokens[0], one)))) / 2)
    return np.array(found)


def speed(run, rounds=40):
    """Processor time of one text of 100 pieces, in milliseconds: the least of five takes."""
    ids = np.random.RandomState(1).randint(1000, 20000, (1, 100)).astype(np.int64)
    ids[0, [0, 5, 99]] = [101, 102, 102]
    data = {"ids": ids, "mask": np.ones_like(ids)}
    takes = []
    for _ in range(5):
        started = time.process_time()
        for _ in range(rounds):
            run.run(None, data)
        takes.append((time.process_time() - started) / rounds * 1000)
    return min(takes)


def compare(source, folder, examples, calibration, only=None):
    """Makes the forms, prints how far each is from float32, and returns the path of the chosen one."""
    truth = scores(session(source), examples)
    print(f"{len(examples)} passages, {np.mean((truth > 0.2) & (truth < 0.8)):.0%} of them between 0.2 and 0.8.\n")
    print("| form | MB | ms | mean change | largest change | turned over at 0.5 |\n|---|---|---|---|---|---|")
    for name, make in forms(str(source), calibration).items():
        if only and name not in only:
            continue
        path = folder / f"{name.replace(', ', '-').replace(' ', '-')}.onnx"
        make(str(path))
        run = session(path)
        found = scores(run, examples)
        change = np.abs(found - truth)
        cells = [f"{path.stat().st_size / 1e6:.1f}", f"{speed(run):.1f}", f"{change.mean():.4f}", f"{change.max():.3f}"]
        print(f"| {name} | " + " | ".join(cells) + f" | {((found > 0.5) != (truth > 0.5)).mean():.2%} |", flush=True)
        if name != CHOSEN:
            path.unlink()
        else:
            chosen = path
    return chosen


def examples_of(tokenizer):
    """Passages to compare on, and some others to smooth by."""
    items = reading.load()
    return half_texts(tokenizer, items[::2]), half_texts(tokenizer, items[1::2], 80)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--float", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    compare(options.float, options.out, *examples_of(reading.open_tokenizer(base_folder())), options.only)


if __name__ == "__main__":
    main()
