"""Writes the word pieces of some odd texts, which the reader in Node must cut alike: `python pieces.py`."""

import json
from pathlib import Path

import reading
from train import base_folder

FILE = Path(__file__).resolve().parents[5] / "tests/fixtures/marking/pieces.json"
TEXTS = [
    "", "   \n\t ", "Walked the dog. Rain again!", "My 3pm ct (19M) said: “I’m fine—really…” #therapistlife @desk.example 😊👍🏽",
    "co-worker's self-care isn't e.g. café naïve Zoë Łukasz ÅNGSTRÖM", "https://blog.example/2024/05/a-post?x=1&y=2 costs £40 / €45 / $50 + tip = 20%",
    "UPPER lower MiXeD 12,345.67 10:30am 5'11\" ½ ² №", "tab\tnewline\nreturn\rnbsp\u00a0thin\u2009zero\u200bwidth\ufeffbom soft\u00adhyphen",
    "中文字 and 日本語 かな 한국어", "👨‍👩‍👧‍👦 🏳️‍🌈 ✨✨ →←", "a≠b ≤ c ~ d ^ e ` f | g < h > i", "x"*99+" "+"y"*101,"supercalifragilisticexpialidocious antidisestablishmentarianism",
    "Кириллица и ελληνικά كلمة שלום", "nul\x00inside bell\x07 \u2028line\u2029para", "“Quoted” ‘single’ «guillemets» ¿qué? ¡sí!", "_under_score_ *star* ~~strike~~ [link](x)", "e\u0301 combining and é composed", "don't can't I'll we've o'clock 'tis", "1. Jumper on back to front\n2. Label under my chin",
]

if __name__ == "__main__":
    cut = reading.open_tokenizer(base_folder())
    FILE.parent.mkdir(parents=True, exist_ok=True)
    pieces = [{"text": text, "ids": cut.encode(text, add_special_tokens=False).ids} for text in TEXTS]
    FILE.write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf8")
