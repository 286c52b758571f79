import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { formulas } from '../../algorithm/formulas.ts';
import { Formula } from '../shared/formula.tsx';
import { useScroller } from '../shared/use-scroller.ts';
import { plainOf, texOf } from './formula-text.ts';

/** Formulas shown before the user asks for all. */
const FEW = 36;

/** The products and the sums of an algorithm, as a textbook prints them. */
export function FormulasPanel({ algorithm }: { readonly algorithm: Algorithm }) {
  const { products, outputs } = useMemo(() => formulas(algorithm), [algorithm]);
  const [all, setAll] = useState(false);
  const scroller = useScroller<HTMLDivElement>();
  const many = products.length + outputs.length > 2 * FEW;
  const shown = (list: readonly string[]) => (all || !many ? list : list.slice(0, FEW));
  return (
    <section className="panel" aria-labelledby="formulas-title">
      <div className="panel-head">
        <h3 id="formulas-title">Formulas</h3>
        {many && (
          <Button size="compact-sm" variant="default" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${products.length + outputs.length}`}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of two lists is no fieldset */}
      <div className="formula-lists" ref={scroller} role="group" aria-label="Formulas">
        <div>
          <h4>Products</h4>
          <FormulaItems list={shown(products)} name="Products" />
        </div>
        <div>
          <h4>{algorithm.arithmetic === 'z2' ? 'Entries of C, modulo 2' : 'Entries of C'}</h4>
          <FormulaItems list={shown(outputs)} name="Entries of C" />
        </div>
      </div>
    </section>
  );
}

interface FormulaItemsProps {
  readonly list: readonly string[];
  readonly name: string;
}

function FormulaItems({ list, name }: FormulaItemsProps) {
  return (
    <ul aria-label={name}>
      {list.map((text) => (
        <li key={text.split(' ')[0]}>
          <Formula tex={texOf(text)} text={plainOf(text)} patient />
        </li>
      ))}
    </ul>
  );
}
