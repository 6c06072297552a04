"""MPNet's upper layers, tuned to human ratings: what ``fit_reader`` trains.

Word pieces and the lower three layers stay as the sentence-transformers left them, but are rounded
to four bits first, so that the upper layers learn on what they will be given. Their output is kept.
The numbers are learnt in float32 and worked with in bfloat16, which newer processors multiply fast.
"""

import copy
from pathlib import Path

import numpy as np
import torch
from torch import nn

from benchmarks import rounding

LOWER = 3  # layers kept as they are
LONGEST = 128  # word pieces read of a text
BATCH = 32
RATE, HEAD_RATE = 4e-5, 1e-3  # highest rates of learning
WARM = 0.06  # share of the steps in which the rate rises
DROPPED = 0.1
SETS = 3
torch.set_num_threads(1)  # two wait for each other wherever a core is shared


def base(folder: Path, places: list[int]):
    """Return the model with the kept word pieces alone, its lower part rounded; and the levels."""
    from transformers import AutoModel

    model = AutoModel.from_pretrained(folder, local_files_only=True).eval()
    words = model.embeddings.word_embeddings
    words.weight = nn.Parameter(words.weight.detach()[places].clone())
    words.padding_idx = None
    matrices = [words.weight]
    for layer in model.encoder.layer:
        matrices += [part.weight for part in layer.modules() if isinstance(part, nn.Linear)]
    levels = rounding.levels([matrix.detach().numpy() for matrix in matrices])
    with torch.no_grad():
        for matrix in matrices[: 1 + 6 * LOWER]:
            matrix.copy_(torch.from_numpy(rounding.rounded(matrix.detach().numpy(), levels)))
    return model, levels


class Texts:
    """Texts as the lower layers leave them."""

    def __init__(self, model, ids: list[list[int]]):
        self.model = model
        self.lengths = np.array([min(len(row), LONGEST) for row in ids])
        self.states = [torch.empty(0)] * len(ids)
        small = copy.deepcopy(model).bfloat16()
        order = np.argsort(self.lengths, kind="stable")
        with torch.inference_mode():
            for begin in range(0, len(order), 64):
                part = order[begin : begin + 64]
                rows = [torch.tensor(ids[place][:LONGEST]) for place in part]
                batch = nn.utils.rnn.pad_sequence(rows, batch_first=True)
                # Places are counted from two in MPNet; the padding's number is not among ours.
                where = torch.arange(batch.shape[1])[None] + 2
                state = small.embeddings(input_ids=batch, position_ids=where)
                hidden = self.hidden(part)
                for layer in small.encoder.layer[:LOWER]:
                    state = layer(state, hidden, position_bias=self.bias(state))[0]
                for row, place in zip(state, part, strict=True):
                    self.states[place] = row[: self.lengths[place]].clone()

    def mask(self, part: np.ndarray):
        """Return where each text of a batch has a piece."""
        lengths = torch.from_numpy(self.lengths[part])
        return (torch.arange(int(lengths.max()))[None] < lengths[:, None]).float()

    def hidden(self, part: np.ndarray):
        """Return what is added to attention so that padding gets none."""
        return ((1 - self.mask(part)[:, None, None]) * -1e4).bfloat16()

    def bias(self, state):
        """Return what is added to attention for the distance of two places."""
        return self.model.encoder.compute_position_bias(state.float()).bfloat16().detach()

    def batch(self, part: np.ndarray):
        """Return the states of some texts side by side."""
        return nn.utils.rnn.pad_sequence([self.states[place] for place in part], batch_first=True)


class Upper(nn.Module):
    """The part that learns: nine layers, the mean over pieces, a tone, and each set's own."""

    def __init__(self, model):
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(list(model.encoder.layer[LOWER:])))
        self.dropout = nn.Dropout(DROPPED)
        self.tone = nn.Linear(model.config.hidden_size, 1)
        self.sets = nn.Linear(model.config.hidden_size, SETS)
        nn.init.zeros_(self.sets.weight)
        nn.init.zeros_(self.sets.bias)

    def said(self, texts: Texts, part: np.ndarray):
        """Return the common tone of each text, and its tone on each set's scale."""
        state, mask = texts.batch(part), texts.mask(part)
        bias, hidden = texts.bias(state), texts.hidden(part)
        for layer in self.layers:
            state = layer(state, hidden, position_bias=bias)[0]
        mean = (state.float() * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        mean = self.dropout(mean)
        tone = self.tone(mean)
        return tone[:, 0], tone + self.sets(mean)


def working(net: Upper) -> Upper:
    """Return a copy whose layers are in bfloat16."""
    work = copy.deepcopy(net)
    work.layers.bfloat16()
    return work


def learn(model, texts: Texts, places: np.ndarray, goal, kind, weight, *, rounds: int, seed: int):
    """Tune to the goals of the places; a text of no set (kind -1) is to suit the mean of all.

    Returns
    -------
    Upper
        In float32.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = Upper(model)
    work = working(net)
    pairs = list(zip(net.parameters(), work.parameters(), strict=True))
    heads = [*net.tone.parameters(), *net.sets.parameters()]
    groups = [{"params": net.layers.parameters(), "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = rounds * -(-len(places) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(1, (step + 1) / (WARM * steps), (steps - step) / ((1 - WARM) * steps)),
    )
    for _ in range(rounds):
        for part in dealt(texts, places, rng):
            tone, by_set = work.train().said(texts, part)
            wanted, sets = torch.from_numpy(goal[part]).float(), torch.from_numpy(kind[part])
            own = by_set.gather(1, sets.clamp(min=0)[:, None])[:, 0]
            own = torch.where(sets >= 0, own, by_set.mean(1))
            counted = torch.from_numpy(weight[part]).float()
            error = ((own - wanted) ** 2 + (tone - wanted) ** 2) / 2
            ((counted * error).sum() / counted.sum()).backward()
            for kept, used in pairs:
                kept.grad, used.grad = used.grad.float(), None
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            with torch.no_grad():
                for kept, used in pairs:
                    used.copy_(kept)
    return net


def dealt(texts: Texts, places: np.ndarray, rng) -> list[np.ndarray]:
    """Deal the places into batches of like length, in any order."""
    batches = []
    mixed = rng.permutation(places)
    for begin in range(0, len(mixed), 20 * BATCH):
        part = mixed[begin : begin + 20 * BATCH]
        part = part[np.argsort(texts.lengths[part], kind="stable")]
        batches += [part[start : start + BATCH] for start in range(0, len(part), BATCH)]
    return [batches[place] for place in rng.permutation(len(batches))]


def rate(net: Upper, texts: Texts, places: np.ndarray) -> np.ndarray:
    """Return each text's tone on each set's scale, shape (places, sets)."""
    work = working(net).eval()
    out = np.zeros((len(texts.lengths), SETS), np.float32)
    order = places[np.argsort(texts.lengths[places], kind="stable")]
    with torch.inference_mode():
        for begin in range(0, len(order), 64):
            part = order[begin : begin + 64]
            out[part] = work.said(texts, part)[1].numpy()
    return out[places]


def soup(nets: list[Upper]) -> Upper:
    """Return the mean of nets tuned from the same start (Wortsman et al. 2022)."""
    mean = copy.deepcopy(nets[0])
    with torch.no_grad():
        for own, *others in zip(*(net.parameters() for net in [mean, *nets]), strict=True):
            own.copy_(torch.stack(others).mean(0))
    return mean
