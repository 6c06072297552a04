"""The teacher of ``fit_sentiment``: a small transformer, fine-tuned, that rates unrated news.

MiniLM (Wang et al. 2020; six layers, the sentence-transformers' weights, Apache-2.0) is closer to
human raters than any sum over words, but cannot be taken apart into words. So it only rates texts
that nobody rated, and the words of ``fit_sentiment`` are fitted to its ratings and to the humans'
(distillation; Hinton et al. 2015). Its embeddings and lower three layers are kept as they are. The
upper three learn first how the paragraphs of PerSenT speak of a person, then the rated rows.

For cross-validation it is fitted again without the rows of two folds at a time, so that no rating
of a row held back reaches the words through the teacher. About forty minutes on two cores, once.
"""

import copy
import hashlib
from pathlib import Path

import numpy as np

from benchmarks import harness

KEPT = harness.RESULTS / "teacher.npz"
LOWER = 3  # layers kept as they are
LONGEST = 64  # word pieces read of a text
BATCH = 16
RATE = 1e-4  # highest rate of learning
ROUNDS = 2  # through the rated rows; once through the paragraphs
WARM = 0.06  # share of the steps in which the rate rises
DROPPED = 0.1


class Texts:
    """Texts as the lower layers leave them: one row of numbers a word piece."""

    def __init__(self, texts: list[str], inputs: Path):
        import torch
        from tokenizers import Tokenizer
        from transformers import AutoModel

        self.model = AutoModel.from_pretrained(inputs / "minilm", local_files_only=True).eval()
        tokenizer = Tokenizer.from_file(str(inputs / "minilm" / "tokenizer.json"))
        tokenizer.enable_truncation(LONGEST)
        tokenizer.no_padding()
        ids = [np.array(item.ids) for item in tokenizer.encode_batch(texts)]
        self.lengths = np.array([len(item) for item in ids])
        self.width = self.model.config.hidden_size
        self.states = [np.empty(0)] * len(texts)
        order = np.argsort(self.lengths, kind="stable")
        with torch.inference_mode():
            for begin in range(0, len(order), 32):
                places = order[begin : begin + 32]
                batch, mask = side_by_side([ids[place] for place in places], int)
                state = self.model.embeddings(input_ids=batch)
                for layer in self.model.encoder.layer[:LOWER]:
                    state = first(layer(state, hidden(mask)))
                for row, place in zip(state.numpy(), places, strict=True):
                    self.states[place] = row[: self.lengths[place]].astype(np.float16)

    def batch(self, places: np.ndarray):
        """Return the states of some texts side by side, and where there are any."""
        return side_by_side([self.states[place] for place in places], np.float32)


def side_by_side(rows: list[np.ndarray], kind: type):
    """Stack rows of unlike length, filled up with zeros, and say where there is something."""
    import torch

    longest = max(map(len, rows))
    batch = np.zeros((len(rows), longest, *rows[0].shape[1:]), kind)
    mask = np.zeros((len(rows), longest), np.float32)
    for place, row in enumerate(rows):
        batch[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return torch.from_numpy(batch), torch.from_numpy(mask)


def first(out):
    """Return a layer's states, which some versions wrap in a tuple."""
    return out[0] if isinstance(out, tuple) else out


def hidden(mask):
    """Return what is added to attention so that padding gets none."""
    return (1 - mask[:, None, None, :]) * -1e4


def network(texts: Texts):
    """Make the part that learns: three layers, the mean over word pieces, a tone, set by set."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    net = nn.Module()
    net.layers = nn.ModuleList(copy.deepcopy(list(texts.model.encoder.layer[LOWER:])))
    net.dropout = nn.Dropout(DROPPED)
    net.tone = nn.Linear(texts.width, 1)
    net.sets = nn.Linear(texts.width, 3)  # how each set of ratings differs from the common tone
    nn.init.zeros_(net.sets.weight)
    nn.init.zeros_(net.sets.bias)
    return net


def said(net, state, mask):
    """Return the common tone of each text, and its tone on each set's scale."""
    for layer in net.layers:
        state = first(layer(state, hidden(mask)))
    mean = (state * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    mean = net.dropout(mean)
    tone = net.tone(mean)[:, 0]
    return tone, tone[:, None] + net.sets(mean)


def learn(net, texts: Texts, places: np.ndarray, goal, rounds: int, kind=None, weight=None) -> None:
    """Fit to the goals of the places, in batches of like length, with a rate that falls to zero."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    heads = [*net.tone.parameters(), *net.sets.parameters()]
    groups = [{"params": list(net.layers.parameters()), "lr": RATE}, {"params": heads, "lr": 1e-3}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = rounds * -(-len(places) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(1, (step + 1) / (WARM * steps), (steps - step) / ((1 - WARM) * steps)),
    )
    for _ in range(rounds):
        batches = []
        dealt = rng.permutation(len(places))
        for begin in range(0, len(dealt), 40 * BATCH):
            part = dealt[begin : begin + 40 * BATCH]
            part = part[np.argsort(texts.lengths[places[part]], kind="stable")]
            batches += [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
        net.train()
        for chosen in rng.permutation(len(batches)):
            rows = batches[chosen]
            tone, by_set = said(net, *texts.batch(places[rows]))
            wanted = torch.from_numpy(goal[rows].astype(np.float32))
            if kind is None:
                loss = ((tone - wanted) ** 2).mean()
            else:
                own = by_set.gather(1, torch.from_numpy(kind[rows])[:, None])[:, 0]
                counted = torch.from_numpy(weight[rows].astype(np.float32))
                error = ((own - wanted) ** 2 + (tone - wanted) ** 2) / 2
                loss = (counted * error).sum() / counted.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()


def rate(net, texts: Texts, places: np.ndarray) -> np.ndarray:
    """Return the common tone of the texts at the places."""
    import torch

    net.eval()
    out = np.zeros(len(texts.lengths), np.float32)
    order = places[np.argsort(texts.lengths[places], kind="stable")]
    with torch.inference_mode():
        for begin in range(0, len(order), 64):
            part = order[begin : begin + 64]
            out[part] = said(net, *texts.batch(part))[0].numpy()
    return out[places]


def rated(
    rows: tuple[list[str], np.ndarray, np.ndarray],
    weight: np.ndarray,
    seen: list[np.ndarray],
    spoken: tuple[list[str], np.ndarray],
    unrated: list[str],
    inputs: Path,
) -> np.ndarray:
    """Rate unrated texts, by one teacher for each choice of rated rows.

    Parameters
    ----------
    rows
        Of each rated row the text, the rating in standard deviations, and the number of its set.
    weight
        Weight of each rated row.
    seen
        For each teacher which rows it sees, shape (rows,).
    spoken
        Paragraphs, and how they speak of a person, standardised.
    unrated
        The texts to rate.
    inputs
        Folder with ``minilm``.

    Returns
    -------
    numpy.ndarray
        Shape (teachers, unrated texts), in standard deviations of a rating, to the hundredth. Kept
        in ``results/teacher.npz`` with a checksum of what it was made from.
    """
    texts, goal, kind = rows
    made = "\n".join([*texts, *spoken[0], *unrated]).encode()
    made += b"".join(np.ascontiguousarray(part).tobytes() for part in (goal, kind, weight, *seen))
    digest = hashlib.sha256(made).hexdigest()
    if KEPT.exists():
        with np.load(KEPT) as kept:
            if str(kept["made_from"]) == digest:
                return kept["hundredths"] / np.float32(100)
    known = Texts([*texts, *spoken[0], *unrated], inputs)
    places = np.arange(len(known.lengths))
    after = len(texts) + len(spoken[0])
    start = network(known)
    learn(start, known, places[len(texts) : after], spoken[1], 1)
    out = []
    for these in map(np.flatnonzero, seen):
        net = copy.deepcopy(start)
        learn(net, known, these, goal[these], ROUNDS, kind[these], weight[these])
        out.append(rate(net, known, places[after:]))
    hundredths = np.round(100 * np.array(out)).astype(np.int16)
    np.savez_compressed(KEPT, hundredths=hundredths, made_from=digest)
    return hundredths / np.float32(100)
