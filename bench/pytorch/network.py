"""The network of src/network in PyTorch: the same layers, shapes and parameters.

S is the side of the tensor, c the width, B the states, K the samples, M the labels of a state.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

STAGES = ((0, 1), (1, 2), (2, 0))


@dataclass(frozen=True)
class Config:
    side: int
    features: int
    tokens: int
    vocabulary: int
    width: int = 128
    blocks: int = 4
    heads: int = 8
    expansion: int = 2
    quantiles: int = 8
    value_hidden: int = 256

    @property
    def token_features(self) -> int:
        return 1 + (self.tokens - 1) * self.vocabulary


# For the torso's short sequences PyTorch's fused attention is slower than its plain form: both are measured.
plain_attention = False


def attention(q, k, v, causal: bool = False):
    """Attention of [N, heads, L, d] tensors, fused or as two products and a softmax."""
    if not plain_attention:
        return F.scaled_dot_product_attention(q, k, v, is_causal=causal)
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    if causal:
        later = torch.ones(scores.shape[-2:], dtype=torch.bool, device=q.device).triu(1)
        scores = scores.masked_fill(later, -math.inf)
    return scores.softmax(-1) @ v


class FeedForward(nn.Module):
    def __init__(self, c: int, hidden: int):
        super().__init__()
        self.norm = nn.LayerNorm(c)
        self.up = nn.Linear(c, hidden)
        self.down = nn.Linear(hidden, c)

    def forward(self, x):
        return x + self.down(F.relu(self.up(self.norm(x))))


class Stage(nn.Module):
    """Attention along the rows of an aligned pair of grids, then a feed-forward layer."""

    def __init__(self, config: Config):
        super().__init__()
        c = config.width
        self.heads = config.heads
        self.norm = nn.LayerNorm(c)
        self.qkv = nn.Linear(c, 3 * c)
        self.out = nn.Linear(c, c)
        self.feed = FeedForward(c, c * config.expansion)

    def forward(self, x):
        groups, length, c = x.shape
        qkv = self.qkv(self.norm(x)).view(groups, length, 3, self.heads, c // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        mixed = attention(q, k, v).transpose(1, 2).reshape(groups, length, c)
        return self.feed(x + self.out(mixed))


class Decoder(nn.Module):
    """One layer: causal self-attention, attention to the torso's tokens, feed-forward."""

    def __init__(self, config: Config):
        super().__init__()
        c = config.width
        self.heads = config.heads
        self.norm1 = nn.LayerNorm(c)
        self.qkv = nn.Linear(c, 3 * c)
        self.out = nn.Linear(c, c)
        self.norm2 = nn.LayerNorm(c)
        self.q = nn.Linear(c, c)
        self.kv = nn.Linear(c, 2 * c)
        self.cross = nn.Linear(c, c)
        self.feed = FeedForward(c, c * config.expansion)

    def split(self, x):
        """[N, L, c] to [N, heads, L, c/heads]"""
        n, length, c = x.shape
        return x.view(n, length, self.heads, c // self.heads).transpose(1, 2)

    def join(self, x):
        n, _, length, _ = x.shape
        return x.transpose(1, 2).reshape(n, length, -1)

    def see(self, x, memory, states: int):
        """Attention of all rows of a state to its memory, then the feed-forward layer."""
        shape = x.shape
        c = shape[-1]
        k, v = (self.split(part) for part in memory)
        q = self.split(self.q(self.norm2(x)).reshape(states, -1, c))
        seen = self.join(attention(q, k, v)).reshape(shape)
        return self.feed(x + self.cross(seen))


class Network(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        c = config.width
        self.input = nn.Linear(config.features, c)
        self.position = nn.Parameter(0.5 * torch.randn(3 * config.side**2, c))
        self.stages = nn.ModuleList(Stage(config) for _ in range(3 * config.blocks))
        self.torso_norm = nn.LayerNorm(c)
        self.token = nn.Parameter(0.5 * torch.randn(config.token_features, c))
        self.decoder = Decoder(config)
        self.policy_norm = nn.LayerNorm(c)
        self.logits = nn.Linear(c, config.vocabulary)
        hidden = config.value_hidden
        self.value = nn.Sequential(
            nn.Linear(c, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(),
            nn.Linear(hidden, config.quantiles),
        )  # fmt: skip

    def memory(self, features):
        """Keys and values of the torso's tokens, from features [B, 3·S², f]: two of [B, 3·S², c]."""
        s = self.config.side
        c = self.config.width
        b = features.shape[0]
        tokens = self.input(features) + self.position
        grids = list(tokens.view(b, 3, s, s, c).unbind(1))
        for i, stage in enumerate(self.stages):
            first, second = STAGES[i % 3]
            pair = torch.cat([grids[first].transpose(1, 2), grids[second]], 2)
            x = stage(pair.reshape(b * s, 2 * s, c)).view(b, s, 2 * s, c)
            grids[first], grids[second] = x[:, :, :s].transpose(1, 2), x[:, :, s:]
        joined = self.torso_norm(torch.stack(grids, 1).view(b, 3 * s * s, c))
        return self.decoder.kv(joined).chunk(2, -1)

    def forced(self, codes, memory, states: int):
        """Features of known moves: codes [B·M, k] of decoder inputs to [B·M, k, c]."""
        d = self.decoder
        x = self.token[codes]
        q, k, v = (d.split(part) for part in d.qkv(d.norm1(x)).chunk(3, -1))
        x = x + d.out(d.join(attention(q, k, v, causal=True)))
        return self.policy_norm(d.see(x, memory, states))

    def losses(self, features, moves, weights, returns):
        """moves [B, M, k], weights [B, M], returns [B]: the policy loss and the value loss."""
        b, m, tokens = moves.shape
        codes = torch.zeros(b * m, tokens, dtype=torch.long, device=moves.device)
        flat = moves.view(b * m, tokens)
        steps = torch.arange(tokens - 1, device=moves.device) * self.config.vocabulary
        codes[:, 1:] = 1 + steps + flat[:, :-1]
        x = self.forced(codes, self.memory(features), b)
        logits = self.logits(x).float()
        picked = -F.cross_entropy(logits.view(-1, logits.shape[-1]), flat.reshape(-1), reduction="none")
        policy = -(picked.view(b, m, tokens).sum(-1) * weights).sum() / b
        quantiles = self.value(x.view(b, m, tokens, -1)[:, 0, 0]).float()
        q = quantiles.shape[-1]
        levels = (2 * torch.arange(q, device=quantiles.device) + 1) / (2 * q)
        error = returns[:, None] - quantiles
        huber = F.smooth_l1_loss(quantiles, returns[:, None].expand_as(quantiles), reduction="none")
        value = ((levels - (error < 0).float()).abs() * huber).mean()
        return policy, value

    def step(self, x, memory, past, states: int):
        """Features of one position of N sequences, x [N, 1, c], with the keys and values before."""
        d = self.decoder
        q, k, v = d.qkv(d.norm1(x)).chunk(3, -1)
        past.append((k, v))
        keys, values = (torch.cat(parts, 1) for parts in zip(*past))
        mixed = attention(d.split(q), d.split(keys), d.split(values))
        x = x + d.out(d.join(mixed))
        return self.policy_norm(d.see(x, memory, states))

    def evaluate(self, features, offsets, samples: int):
        """A wave: K moves of each state by stratified sampling, their probabilities, quantiles."""
        b = features.shape[0]
        memory = self.memory(features)
        past = []
        start = self.step(self.token[:1].expand(b, 1, -1), memory, past, b)
        quantiles = self.value(start[:, 0])
        points = (torch.arange(samples, device=features.device) + offsets[:, None]) / samples
        past = [tuple(t.repeat_interleave(samples, 0) for t in pair) for pair in past]
        tokens, shares = [], []
        logits = self.logits(start[:, 0]).repeat_interleave(samples, 0)
        points = points.reshape(-1, 1)
        for position in range(self.config.tokens):
            if position > 0:
                codes = 1 + (position - 1) * self.config.vocabulary + tokens[-1]
                x = self.step(self.token[codes], memory, past, b)
                logits = self.logits(x[:, 0])
            probabilities = logits.float().softmax(-1)
            sums = probabilities.cumsum(-1)
            token = (sums <= points * sums[:, -1:]).sum(-1, keepdim=True)
            token = token.clamp(max=self.config.vocabulary - 1)
            share = probabilities.gather(-1, token)
            low = sums.gather(-1, token) - share
            points = ((points - low) / share).clamp(0, 1 - 2**-24)
            tokens.append(token)
            shares.append(share.log())
        return torch.cat(tokens, 1), torch.cat(shares, 1).sum(1), quantiles


def config_of(size: str) -> Config:
    """Sizes of `medium` for n×n×n modulo 2, as src/network/shape.ts and the move coding give them."""
    return {
        "2x2x2": Config(side=4, features=17, tokens=3, vocabulary=16),
        "3x3x3": Config(side=9, features=10, tokens=9, vocabulary=8),
    }[size]


def parameters(network: nn.Module) -> int:
    return sum(math.prod(p.shape) for p in network.parameters())
