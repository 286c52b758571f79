/**
 * The board alone on a page, with a move to edit: for its benchmark and its pictures. Served by
 * Vite's development server only. In the address, after `?`:
 * target=2x2x2  mode=0|1|2  solid  played=… draft=… (typed moves)  hint=0,1,2 (cells)  mod2
 */
import '../src/ui/app/theme.css';
import './board-page.css';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { preview } from '../src/game/position.ts';
import { bilinearTarget } from '../src/tensor/bilinear.ts';
import { parseSize } from '../src/tensor/size.ts';
import type { Term } from '../src/tensor/term.ts';
import { isZeroTerm, subtractTerm } from '../src/tensor/term.ts';
import { Board } from '../src/ui/board/board.tsx';
import { DEFAULT_ANGLE } from '../src/ui/board/solid-layout.ts';

const query = new URLSearchParams(location.search);
const size = parseSize(query.get('target') ?? '2x2x2');
const arithmetic = query.has('mod2') ? 'z2' : 'standard';
const target = bilinearTarget({ kind: 'matmul', size });
const [s0, s1, s2] = target.tensor.shape;
const hint = query.get('hint')?.split(',').map(Number) ?? null;

/** '1,0,0,1/1,0,0,1/1,0,0,1' */
function term(text: string): Term {
  const [u = '', v = '', w = ''] = text.split('/');
  const factor = (part: string, length: number) => {
    const given = part.split(',').map(Number);
    return Int8Array.from({ length }, (_, at) => given[at] ?? 0);
  };
  return { u: factor(u, s0), v: factor(v, s1), w: factor(w, s2) };
}

const start = (query.get('played') ?? '')
  .split(';')
  .filter((text) => text !== '')
  .reduce((left, text) => subtractTerm(left, term(text), arithmetic), target.tensor);

function Page() {
  const [draft, setDraft] = useState(() => term(query.get('draft') ?? ''));
  const [angle, setAngle] = useState(DEFAULT_ANGLE);
  const after = useMemo(
    () => (isZeroTerm(draft, arithmetic) ? null : preview(start, draft, arithmetic)),
    [draft],
  );
  const step = (factor: 'u' | 'v' | 'w', at: number) => {
    const next = draft[factor].slice();
    next[at] = next[at]! >= 2 ? -2 : next[at]! + 1;
    setDraft({ ...draft, [factor]: next });
  };
  return (
    <main>
      <h1 className="unseen">The board alone</h1>
      <div className="space">
        <Board
          tensor={start}
          after={after}
          modes={target.modes}
          mode={Number(query.get('mode') ?? 2) as 0 | 1 | 2}
          solid={query.has('solid')}
          view={angle}
          onView={setAngle}
          highlight={hint}
          ariaLabel="The residual"
        />
      </div>
      {query.has('edit') &&
        (['u', 'v', 'w'] as const).map((factor) => (
          <p key={factor}>
            {Array.from(draft[factor], (value, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a coefficient is its place
              <button type="button" key={at} id={`${factor}${at}`} onClick={() => step(factor, at)}>
                {value}
              </button>
            ))}
          </p>
        ))}
    </main>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Page />);
