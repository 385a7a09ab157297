"""The labelled text as training examples, and the two-headed reader that is trained on it."""

import json
import random
import re
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
MAX_PIECES = 256
# Characters of a text that fit one reading, nearly always.
LONGEST = 1000
# The share of readings that are joined with plain posts, and the characters that such a post has at most.
JOINED = 0.25
NEIGHBOUR = 350
BEGINNING, SEPARATOR = 101, 102
SAID = "author: {}"
NOT_SAID = "author not said"
# What a user may choose as a profession, in words (encoder/author.ts has the same).
PROFESSIONS = (
    "psychologist|psychotherapist|counsellor|psychiatrist|social worker|marriage and family therapist|"
    "mental health nurse|school counsellor|chaplain|trainee therapist|staff of a care service|coach"
).split("|")
NO_CARE = "does not give therapy"
CARE = ("therapist", "counsellor", "psychotherapist", "psychologist", "counselor", "social worker")
# Feeds describe themselves in sentences, where a role is a word or two.
ABOUT = (
    "{}. Notes from the work and from life|{}, writing here most weeks|Posts by a {}|I'm a {}. Views my own|"
    "The blog of a {}|Words, walks and tea. {}|{} | she/her | opinions my own|Field notes. By a {}"
)
ABOUT = ABOUT.replace(" | ", " ; ").split("|")
SAYS_NOTHING = (
    "Thoughts, mostly|A blog|Posts|Home|Notes and news|Writing about people|Slow mornings and long walks|"
    "New posts every week|Dispatches from the kitchen table|Updates|Parent, runner, reader. Views my own"
).split("|")
SHORT_FORMS = [
    (re.compile(r"\bclients\b"), "cts"),
    (re.compile(r"\bclient\b"), "ct"),
    (re.compile(r"\bpatient\b"), "pt"),
    (re.compile(r"\bsession\b"), "sesh"),
    (re.compile(r"\btherapy\b"), "tx"),
]
HASHTAGS = (
    "#therapistlife #counselling #mentalhealth #therapy #psychotherapist #socialwork #therapistsofinstagram "
    "#tuesday #privatepractice #mentalhealthmatters #selfcare #nurselife #traineelife #weekend #gratitude #grief"
).split()


def load():
    """Every English item of the corpus, with its file and its fold."""
    folds = json.loads((CORPUS / "folds.json").read_text(encoding="utf8"))
    fold_of = {hand: fold for fold, hands in enumerate(folds) for hand in hands}
    items = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            item = json.loads(line) if line.strip() else {"lang": ""}
            if item.get("lang", "en") == "en":
                hand = re.match(r"[A-Za-z]+", item["id"])[0]
                items.append({**item, "file": path.stem, "fold": fold_of[hand]})
    return items


def plain_neighbours(items):
    """Short posts by people who give care that tell of no client: what else a post may hold."""
    return [
        item for item in items
        if item["client_narrative"] == "no" and item.get("author_care") == "care" and item.get("about") != CASE
        and len(item["text"]) <= NEIGHBOUR
    ]


def joined(item, neighbours, rng):
    """The item, or in some readings one post made of it and one or two plain posts, in any order: so that a
    story of one sentence is looked for in an otherwise plain post, and length tells nothing."""
    if item.get("author_care") == "not-care" or rng.random() > JOINED or len(item["text"]) > LONGEST / 2:
        return item
    parts = [item] + rng.choices(neighbours, k=rng.choice((1, 1, 2)))
    rng.shuffle(parts)
    union = lambda key: sorted({value for part in parts for value in part.get(key) or []})
    return {
        **item,
        "text": rng.choice((" ", "\n\n", "\n")).join(part["text"].strip() for part in parts),
        **{key: union(key) for key in ("exits", "other_norms", "good_practice")},
    }


def spans_of(item):
    """Character ranges of the words that narrate a client."""
    found = []
    for span in item.get("spans") or []:
        start = item["text"].find(span)
        if start >= 0:
            found.append((start, start + len(span)))
    return found


def passage(item, rng):
    """A long item cut to a stretch of sentences that fits one reading, labelled by what it holds; short ones whole."""
    text = item["text"]
    if len(text) <= LONGEST:
        return item
    spans = spans_of(item)
    starts = [0] + [match.end() for match in re.finditer(r"(?<=[.!?…])\s+|\n+", text)]
    for _ in range(20):
        start = rng.choice(starts)
        if spans and rng.random() < 0.5:
            near = [at for at in starts if at <= spans[0][0] < at + LONGEST // 2]
            start = rng.choice(near) if near else start
        stop = max([at for at in starts if start < at <= start + LONGEST] or [start + LONGEST])
        if len(text) - start <= LONGEST:
            stop = len(text)
        held = [text[max(a, start) : min(b, stop)].strip() for a, b in spans if a < stop and b > start]
        # A story of which only a few words are left tells nothing clearly: another stretch then.
        if not held or sum(len(words) for words in held) >= min(80, sum(b - a for a, b in spans)):
            label = "yes" if held else "no" if spans else item["client_narrative"]
            return {**item, "text": text[start:stop].strip(), "spans": held, "client_narrative": label}
    return item


def unlabelled(items, rng):
    """A post that nobody labelled, for the teacher to read: stretches of two items by an author of a third."""
    def stretch(text):
        starts = [0] + [match.end() for match in re.finditer(r"(?<=[.!?…])\s+|\n+", text)]
        start = rng.choice(starts)
        return text[start : start + rng.choice((80, 160, 320, 640))].strip()

    parts = [stretch(rng.choice(items)["text"]) for _ in range(rng.choice((1, 1, 2)))]
    author = rng.choice(items)
    return {
        "author_role": author.get("author_role"), "author_care": author.get("author_care"),
        "text": rng.choice((" ", "\n\n")).join(parts), "spans": [], "client_narrative": None,
    }


def damaged(text, spans, rng):
    """The same text as people also type it. Spans are words of the text, changed alike."""
    roll = rng.random()
    if roll < 0.12:
        return text.lower(), [span.lower() for span in spans]
    if roll < 0.22:
        for pattern, short in SHORT_FORMS:
            text = pattern.sub(short, text)
            spans = [pattern.sub(short, span) for span in spans]
        return text, spans
    if roll < 0.26:
        strip = lambda words: re.sub(r"[.,;:!?'\"“”‘’]", "", words)
        return strip(text), [strip(span) for span in spans]
    if roll < 0.32:
        tags = rng.sample(HASHTAGS, rng.randint(1, 3))
        return text + " " + " ".join(tags), spans
    if roll < 0.35:
        straight = lambda words: words.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
        return straight(text), [straight(span) for span in spans]
    return text, spans


def told(item, rng=None):
    """The author's segment. `rng` varies how much is said, as professions, bylines and descriptions do."""
    said = item.get("author_role")
    if rng is None:
        return SAID.format(said) if said else NOT_SAID
    if not said:
        # The first files name no author; nearly all are by therapists, but for those on their own therapy.
        if item.get("author_care") or item.get("about") == "self-as-client" or rng.random() < 0.5:
            return NOT_SAID
        return SAID.format(rng.choice(CARE))
    roll = rng.random()
    if roll < 0.2:
        said = re.split(r"[,;(]", said)[0].strip()
    elif roll < 0.35:
        if item.get("author_care") == "not-care":
            said = NO_CARE
        else:
            named = [name for name in PROFESSIONS if name.split()[-1] in said.lower()]
            said = rng.choice(named) if named else said
    elif roll < 0.45:
        said = rng.choice(ABOUT).format(said)
    elif roll < 0.5:
        said = rng.choice(SAYS_NOTHING)
    return SAID.format(said)


# The readings beside the probability, by the names that axes/labels.ts gives them.
EXITS = "consent-stated composite-stated details-changed-stated hypothetical-stated".split()
NORMS = (
    "colleague-bashing derides-clients-in-general solicits-client-stories online-contact-with-client stranger-diagnosis"
).split()
PRACTICE = {
    "general-education": "K01", "own-journey": "K02", "hypothetical-example": "K03", "consent": "K04",
    "social-media-policy": "K06", "supervision-or-consultation": "K08",
}
IDENTIFIERS = "name-or-pseudonym age gender occupation place time-frame family health rare-event quote picture".split()
FORMS = "quote anecdote vignette complaint praise logistics own-reaction blunder group outcome".split()
TONES = "respectful neutral mocking-or-venting proud".split()
CASE = "supervisee-or-colleague-case"
AXES = (
    [f"exit: {value}" for value in EXITS]
    + [f"other-norm: {value}" for value in NORMS + [CASE]]
    + [f"good-practice: {value}" for value in PRACTICE.values()]
    + [f"identifier: {value}" for value in IDENTIFIERS]
    + [f"form: {value}" for value in FORMS]
    + [f"tone: {value}" for value in TONES]
)
# Identifiers, forms and tones are about a story: not said of a text without one.
OF_ANY_TEXT = len(EXITS) + len(NORMS) + 1 + len(PRACTICE)


def axes_of(item):
    """1, 0 or (where nothing is said) -1 for each of AXES."""
    has = lambda key, values: [int(value in (item.get(key) or [])) for value in values]
    found = (
        has("exits", EXITS) + has("other_norms", NORMS) + [int(item.get("about") == CASE)]
        + has("good_practice", PRACTICE) + has("identifiers", IDENTIFIERS) + has("form", FORMS)
        + [int(item.get("tone") == value) for value in TONES]
    )
    if item.get("author_care") == "not-care":
        return [-1] * len(AXES)
    return found if item["client_narrative"] == "yes" else found[:OF_ANY_TEXT] + [-1] * (len(AXES) - OF_ANY_TEXT)


class Reader(nn.Module):
    """An encoder with a document head (first vector and maximum) and a token head; one logit for every other
    reading too, which teaches the encoder in training and is not exported: linear models read them better. The
    pieces are MiniLM's; MPNet, the teacher, has the same ones under other numbers."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.is_teacher = encoder.config.model_type == "mpnet"
        width = encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.document = nn.Linear(2 * width, 1)
        self.token = nn.Linear(width, 1)
        self.axes = nn.Linear(2 * width, len(AXES))

    def forward(self, ids, mask, types):
        if self.is_teacher:
            ids = torch.where(ids == BEGINNING, 0, torch.where(ids == SEPARATOR, 2, torch.where(mask == 0, 1, ids + 4)))
            hidden = self.encoder(input_ids=ids, attention_mask=mask)[0]
        else:
            hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types)[0]
        # Only the text's own positions, not the author's segment, may carry the maximum.
        inside = (types * mask).unsqueeze(-1).to(hidden.dtype)
        highest = (hidden * inside + (inside - 1) * 1e4).amax(dim=1)
        hidden = self.drop(hidden)
        whole = torch.cat([self.drop(hidden[:, 0]), self.drop(highest)], dim=-1)
        return self.document(whole).squeeze(-1), self.token(hidden).squeeze(-1), self.axes(whole)


def open_tokenizer(base):
    """The base model's word pieces, cutting a text that is too long and never its author's segment."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES, strategy="only_second")
    return tokenizer


def encode(tokenizer, item, rng=None, role=True):
    """One example: ids, types, token targets (-1 where none) and label. `rng` turns on the damage."""
    texts = [span for span in item.get("spans") or []]
    text = item["text"]
    if rng is not None:
        text, texts = damaged(text, texts, rng)
    first = told(item, rng) if role else NOT_SAID
    coded = tokenizer.encode(first, text)
    spans = []
    for span in texts:
        start = text.find(span)
        if start >= 0:
            spans.append((start, start + len(span)))
    yes = item["client_narrative"] == "yes"
    is_told = item["client_narrative"] is not None
    targets = []
    for (start, end), kind in zip(coded.offsets, coded.type_ids):
        if kind == 0 or end == start or (yes and not spans) or not is_told:
            targets.append(-1)
        else:
            targets.append(int(any(start < b and end > a for a, b in spans)))
    return {
        "ids": coded.ids,
        "types": coded.type_ids,
        "targets": targets,
        "label": float(yes) if is_told else -1.0,
        "axes": axes_of(item) if is_told else [-1] * len(AXES),
    }


def collate(batch):
    length = max(len(one["ids"]) for one in batch)
    pad = lambda values, fill: torch.tensor([v + [fill] * (length - len(v)) for v in values])
    return {
        "ids": pad([one["ids"] for one in batch], 0),
        "mask": pad([[1] * len(one["ids"]) for one in batch], 0),
        "types": pad([one["types"] for one in batch], 0),
        "targets": pad([one["targets"] for one in batch], -1),
        "labels": torch.tensor([one["label"] for one in batch]),
        "axes": torch.tensor([one["axes"] for one in batch]),
    }


def bucketed(examples, size, rng):
    """Batches of like length, in random order, so that little is spent on padding."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    chunks = [order[i : i + size * 40] for i in range(0, len(order), size * 40)]
    batches = []
    for chunk in chunks:
        chunk.sort(key=lambda i: len(examples[i]["ids"]))
        batches += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rng.shuffle(batches)
    return batches


def highest(tokens, ids, own):
    """The mean of the (up to) three highest token logits among the text's own word pieces."""
    inside = own.bool() & (ids != SEPARATOR)
    best = tokens.float().masked_fill(~inside, -1e4).topk(min(3, tokens.shape[1]), dim=1).values
    real = best > -1e4
    return best.masked_fill(~real, 0).sum(dim=1) / real.sum(dim=1).clamp(min=1)


def seeded(seed):
    random.seed(seed)
    torch.manual_seed(seed)
    return random.Random(seed)
