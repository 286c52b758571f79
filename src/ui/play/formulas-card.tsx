import { useMemo } from 'react';
import { termsTo } from '../../game/line-tree.ts';
import { Formula } from '../shared/formula.tsx';
import { useScroller } from '../shared/use-scroller.ts';
import { usePlayState } from './play-context.ts';
import { type FormulaText, outputFormulas, productFormula } from './term-formulas.ts';

/** What the moves have become: their products, and what C is so far. */
export function FormulasCard() {
  const target = usePlayState((state) => state.target);
  const tree = usePlayState((state) => state.tree);
  const solved = usePlayState((state) => state.position.solved);
  const basis = usePlayState((state) => state.basis);
  const terms = useMemo(() => termsTo(tree, tree.at), [tree]);
  const products = terms.map((term, at) => productFormula(term, target.modes, at + 1));
  const outputs = outputFormulas(terms, target.modes);
  return (
    <section className="card formulas-card" aria-labelledby="formulas-title" data-guide="formulas">
      <h2 id="formulas-title">Your algorithm</h2>
      {basis !== null && <p className="help">In the basis that you play in.</p>}
      {products.length === 0 ? (
        <p className="help">Each move adds a product here, and a summand to the entries of C.</p>
      ) : (
        <Lists products={products} outputs={outputs} solved={solved} />
      )}
    </section>
  );
}

interface ListsProps {
  readonly products: readonly FormulaText[];
  readonly outputs: readonly FormulaText[];
  readonly solved: boolean;
}

function Lists({ products, outputs, solved }: ListsProps) {
  const scroller = useScroller<HTMLElement>();
  return (
    <section className="formulas-lists" aria-label="Formulas" ref={scroller}>
      <ul aria-label="Products">
        {products.map((formula) => (
          <li key={formula.tex}>
            <Formula {...formula} patient />
          </li>
        ))}
      </ul>
      <ul aria-label={solved ? 'Entries of C' : 'Entries of C so far'}>
        {outputs.map((formula) => (
          <li key={formula.text.split(' ')[0]}>
            <Formula {...formula} patient />
          </li>
        ))}
      </ul>
    </section>
  );
}
