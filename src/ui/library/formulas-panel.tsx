import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { formulas } from '../../algorithm/formulas.ts';
import type { LibraryContent } from '../../session/library/entry.ts';
import { Formula } from '../shared/formula.tsx';
import { useScroller } from '../shared/use-scroller.ts';
import { plainOf, texOf } from './formula-text.ts';
import { programText } from './program-text.ts';

/** Formulas of a list that are shown before the user asks for all. */
const FEW = 36;
const LOOKS = [
  { value: 'plain', label: 'From scratch' },
  { value: 'program', label: 'Shared sums' },
];

/** The products and the sums of an algorithm, as a textbook prints them; or its program. */
export function FormulasPanel({ content }: { readonly content: LibraryContent }) {
  const { algorithm, program } = content;
  const [look, setLook] = useState('plain');
  const [all, setAll] = useState(false);
  const scroller = useScroller<HTMLDivElement>();
  const isProgram = look === 'program' && program !== undefined;
  const modulo = algorithm.arithmetic === 'z2' ? ', modulo 2' : '';
  const lists = useMemo(() => {
    if (isProgram) {
      const { sums, products, outputs } = programText(algorithm, program);
      return [
        { name: `Sums of entries${modulo}`, list: sums },
        { name: 'Products', list: products },
        { name: `Entries of C${modulo}`, list: outputs },
      ];
    }
    const { products, outputs } = formulas(algorithm);
    return [
      { name: 'Products', list: products },
      { name: `Entries of C${modulo}`, list: outputs },
    ];
  }, [algorithm, program, isProgram, modulo]);
  const total = lists.reduce((sum, { list }) => sum + list.length, 0);
  const many = total > 2 * FEW;
  return (
    <section className="panel" aria-labelledby="formulas-title">
      <div className="panel-head">
        <h3 id="formulas-title">Formulas</h3>
        <div className="panel-tools">
          {program !== undefined && (
            <SegmentedControl
              size="xs"
              aria-label="How sums are written"
              data={LOOKS}
              value={look}
              onChange={setLook}
            />
          )}
          {many && (
            <Button size="compact-sm" variant="default" onClick={() => setAll(!all)}>
              {all ? 'Show fewer' : `Show all ${total}`}
            </Button>
          )}
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of lists is no fieldset */}
      <div
        className="formula-lists"
        data-lists={lists.length}
        ref={scroller}
        role="group"
        aria-label="Formulas"
      >
        {lists.map(({ name, list }) => (
          <div key={name}>
            <h4>{name}</h4>
            <FormulaItems list={all || !many ? list : list.slice(0, FEW)} name={name} />
          </div>
        ))}
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
