"""Writes a trained reader as ONNX: `python export.py --model FOLDER/model.pt --out FILE.onnx`.

Inputs `ids` and `mask` [batch, pieces] (int64); outputs `document` [batch] and `tokens` [batch, pieces],
both logits. Which pieces are the author's segment is worked out inside, from the first separator.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from torch import nn
from transformers import AutoConfig, AutoModel

import reading
from train import base_folder


class Exported(nn.Module):
    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, ids, mask):
        separator = (ids == reading.SEPARATOR).to(torch.int64)
        types = ((torch.cumsum(separator, dim=1) - separator) > 0).to(torch.int64) * mask
        return self.reader(ids, mask, types)[:2]


def load(path):
    config = AutoConfig.from_pretrained(base_folder(), attn_implementation="eager")
    reader = reading.Reader(AutoModel.from_config(config, add_pooling_layer=False))
    reader.load_state_dict(torch.load(path, map_location="cpu"))
    return reader.eval()


def write(reader, out):
    ids = torch.tensor([[101, 3166, 102, 2023, 2003, 102], [101, 3166, 102, 2023, 102, 0]])
    torch.onnx.export(
        Exported(reader), (ids, (ids > 0).to(torch.int64)), str(out), opset_version=17, dynamo=False,
        input_names=["ids", "mask"], output_names=["document", "tokens"],
        dynamic_axes={
            "ids": {0: "batch", 1: "pieces"}, "mask": {0: "batch", 1: "pieces"},
            "document": {0: "batch"}, "tokens": {0: "batch", 1: "pieces"},
        },
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(load(options.model), options.out)
