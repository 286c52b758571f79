import { describe, expect, it } from 'vitest';
import { strassen } from '../../algorithm/examples.ts';
import {
  type HintAnswer,
  HintCancelled,
  type HintRequest,
  type HintSolver,
} from '../../game/hints/hint.ts';
import { solveHint } from '../../game/hints/solve-hint.ts';
import { matmul } from '../../tensor/target.ts';
import { sumOfTerms, type Term } from '../../tensor/term.ts';
import { AgentHints, sizeOfShape } from './agent-hints.ts';
import type { AgentHost } from './agent-host.ts';
import type { FoundAgent } from './find-agent.ts';

const residual = matmul([2, 2, 2]);
const strassens: Term[] = strassen('z2').u.map((_, i) => {
  const { u, v, w } = strassen('z2');
  return { u: Int8Array.from(u[i]!), v: Int8Array.from(v[i]!), w: Int8Array.from(w[i]!) };
});
const request = (kind: HintRequest['kind'], goal = 7): HintRequest => ({
  ...{ kind, residual, arithmetic: 'z2', maxCoefficient: 1, seed: 1, goal, steps: 2000 },
});
const AGENT: FoundAgent = { id: 'a', name: 'your agent', file: new Blob() };

class FakeAgent implements AgentHost {
  loads = 0;
  cancelled = 0;
  way: readonly Term[] | null | Error = strassens;
  async load(): Promise<string> {
    this.loads++;
    return 'pretending';
  }
  suggest(): never {
    throw new Error('not asked');
  }
  async finish(): Promise<readonly Term[] | null> {
    if (this.way instanceof Error) throw this.way;
    return this.way;
  }
  async cancel(): Promise<void> {
    this.cancelled++;
  }
}

class Reasoning implements HintSolver {
  asked = 0;
  async solve(asked: HintRequest): Promise<HintAnswer> {
    this.asked++;
    const work = solveHint(asked);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
    }
  }
  cancel(): void {}
}

function hints(agent: FoundAgent | null = AGENT) {
  const host = new FakeAgent();
  const reasoning = new Reasoning();
  return { host, reasoning, solver: new AgentHints(host, async () => agent, reasoning) };
}

describe('hints from an agent', () => {
  it('are its own where its way is good enough, and say so', async () => {
    const { host, reasoning, solver } = hints();
    const all = await solver.solve(request('playOn'), () => {});
    expect(all).toMatchObject({ kind: 'playOn', by: 'your agent' });
    const terms = all.kind === 'playOn' ? all.terms : [];
    expect(sumOfTerms(residual.shape, terms, 'z2')).toEqual(residual);
    const move = await solver.solve(request('move'), () => {});
    expect(move).toMatchObject({ kind: 'move', finishIn: 7, by: 'your agent' });
    const cells = await solver.solve(request('cells'), () => {});
    expect(cells).toMatchObject({ kind: 'cells', by: 'your agent' });
    expect(reasoning.asked).toBe(0);
    // One agent is loaded once.
    expect(host.loads).toBe(1);
  });

  it.each([
    ['there is none', null, strassens],
    ['it knows no way', AGENT, null],
    ['it fails', AGENT, new Error('The device was lost')],
  ])('come from reasoning where %s', async (_, found, way) => {
    const { host, reasoning, solver } = hints(found);
    host.way = way;
    const answer = await solver.solve(request('move'), () => {});
    expect(answer.kind).toBe('move');
    expect(answer.by).toBeUndefined();
    expect(reasoning.asked).toBe(1);
  });

  it('are the shorter way of the two where the goal is out of reach', async () => {
    const { host, reasoning, solver } = hints();
    // Three moves more that cancel out leave reasoning with the better way.
    host.way = [...strassens, strassens[0]!, strassens[0]!];
    const other = await solver.solve(request('playOn', 6), () => {});
    expect(reasoning.asked).toBe(1);
    expect(other.kind === 'playOn' && other.terms.length).toBeLessThanOrEqual(8);
    expect(other.by).toBeUndefined();
    host.way = strassens;
    const own = await solver.solve({ ...request('playOn', 6), steps: 1 }, () => {});
    expect(own).toMatchObject({ by: 'your agent' });
  });

  it('end when they are cancelled, and when another is asked for', async () => {
    const { host, reasoning, solver } = hints();
    host.way = null;
    const first = solver.solve(request('move'), () => {});
    solver.cancel();
    await expect(first).rejects.toThrow(HintCancelled);
    expect(host.cancelled).toBe(1);
    const second = solver.solve(request('move'), () => {});
    const third = solver.solve(request('move'), () => {});
    await expect(second).rejects.toThrow(HintCancelled);
    expect((await third).kind).toBe('move');
    expect(reasoning.asked).toBe(1);
  });
});

it('a shape tells the size of its product', () => {
  for (const size of [
    [2, 2, 2],
    [1, 2, 3],
    [4, 1, 5],
  ] as const) {
    expect(sizeOfShape(matmul(size).shape)).toEqual(size);
  }
  expect(sizeOfShape([2, 2, 3])).toBeNull();
  expect(sizeOfShape([3, 3, 5])).toBeNull();
});
