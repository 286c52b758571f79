"""Leaves and training samples a second of the network in PyTorch, on a CUDA device.

usage: python3 bench/pytorch/bench.py [--sizes 2x2x2,3x3x3] [--precisions highest,high] [--batch 1024,4096] [--json FILE]
Each row is the median of repeated runs, eager and with torch.compile inside CUDA graphs.
"""

import argparse
import json
import statistics
import sys
import time

import torch

import network as definition
from network import Network, config_of, parameters

SAMPLES = 32
LABELS = 4


def timed(run, seconds=1.0):
    """Median seconds of a call, after two to warm up."""
    times = []
    for i in range(200):
        torch.cuda.synchronize()
        start = time.perf_counter()
        run()
        torch.cuda.synchronize()
        if i >= 2:
            times.append(time.perf_counter() - start)
        if sum(times) > seconds and len(times) >= 5:
            break
    return statistics.median(times)


def graphed(run):
    """The call captured in a CUDA graph."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            run()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        run()
    return graph.replay


def wave(network, config, count, compiled):
    features = torch.rand(count, 3 * config.side**2, config.features, device="cuda")
    offsets = torch.rand(count, device="cuda")
    evaluate = torch.compile(network.evaluate, dynamic=False) if compiled else network.evaluate

    def run():
        with torch.no_grad():
            return evaluate(features, offsets, SAMPLES)

    if compiled:
        run = graphed(run)
    else:
        # Read back, as an actor does.
        inner = run
        run = lambda: [x.cpu() for x in inner()]  # noqa: E731
    return count / timed(run)


def training(network, config, count, compiled):
    features = torch.rand(count, 3 * config.side**2, config.features, device="cuda")
    moves = torch.randint(config.vocabulary, (count, LABELS, config.tokens), device="cuda")
    weights = torch.full((count, LABELS), 1 / LABELS, device="cuda")
    returns = -torch.rand(count, device="cuda") * 8
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=1e-3, betas=(0.9, 0.99), weight_decay=1e-5,
        fused=True, capturable=compiled,
    )  # fmt: skip
    losses = torch.compile(network.losses, dynamic=False) if compiled else network.losses

    def run():
        optimiser.zero_grad(set_to_none=False)
        policy, value = losses(features, moves, weights, returns)
        (policy + 0.5 * value).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 4.0)
        optimiser.step()

    if compiled:
        run = graphed(run)
    return count / timed(run)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2x2x2,3x3x3")
    parser.add_argument("--precisions", default="highest,high")
    parser.add_argument("--ways", default="eager,compiled")
    parser.add_argument("--attention", default="fused", choices=["fused", "plain"])
    parser.add_argument("--rows", default="leaves_per_s,samples_per_s")
    parser.add_argument("--wave", default="1024")
    parser.add_argument("--batch", default="1024")
    parser.add_argument("--json")
    args = parser.parse_args()
    definition.plain_attention = args.attention == "plain"
    rows = []
    for size in args.sizes.split(","):
        config = config_of(size)
        for precision in args.precisions.split(","):
            torch.set_float32_matmul_precision(precision)
            for way in args.ways.split(","):
                torch.manual_seed(1)
                network = Network(config).cuda()
                torch._dynamo.reset()
                cases = [("leaves_per_s", wave, int(n)) for n in args.wave.split(",")]
                cases += [("samples_per_s", training, int(n)) for n in args.batch.split(",")]
                for what, bench, count in cases:
                    if what not in args.rows.split(","):
                        continue
                    began = time.time()
                    value = bench(network, config, count, way == "compiled")
                    name = f"pytorch.medium.{size}.{way}.{precision}.{args.attention}.{what}"
                    config_row = {
                        "device": torch.cuda.get_device_name(), "torch": torch.__version__,
                        "batch": count, "attention": args.attention, "parameters": parameters(network),
                    }  # fmt: skip
                    rows.append({"name": name, "value": value, "unit": "1/s", "config": config_row})
                    print(f"{name} batch {count}: {value:.0f} ({time.time() - began:.0f} s)", flush=True)
                    if args.json:
                        with open(args.json, "w") as file:
                            json.dump(rows, file, indent=1)
                del network
                torch.cuda.empty_cache()


if __name__ == "__main__":
    sys.exit(main())
