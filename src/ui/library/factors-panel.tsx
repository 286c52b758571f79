import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { downloadBlob } from '../shared/download.ts';
import { useScroller } from '../shared/use-scroller.ts';
import { drawMatrices } from './draw-matrices.ts';
import { drawProducts } from './draw-products.ts';
import { describeFactors, PAPER, SCREEN, standalone } from './factor-picture.ts';
import { fileStem } from './file-stem.ts';

const LOOKS = [
  { value: 'products', label: 'Products' },
  { value: 'matrices', label: 'U, V, W' },
];

/** Pixels of width of a picture for papers. */
const PAPER_WIDTH = 840;

interface FactorsPanelProps {
  readonly entry: LibraryEntry;
  readonly algorithm: Algorithm;
}

/** Pictures of the factors: to be read, and as SVG for papers. */
export function FactorsPanel({ entry, algorithm }: FactorsPanelProps) {
  const [look, setLook] = useState('products');
  const svg = useRef<SVGSVGElement>(null);
  const scroller = useScroller<HTMLElement>();
  const draw = look === 'products' ? drawProducts : drawMatrices;
  useEffect(() => {
    const element = svg.current;
    const frame = element?.parentElement ?? null;
    if (element === null || frame === null) return;
    let drawn = 0;
    const observer = new ResizeObserver(() => {
      if (frame.clientWidth === drawn) return;
      drawn = frame.clientWidth;
      draw(element, algorithm, SCREEN, drawn);
    });
    observer.observe(frame);
    return () => observer.disconnect();
  }, [algorithm, draw]);
  const save = () => {
    const text = standalone((target) => draw(target, algorithm, PAPER, PAPER_WIDTH));
    downloadBlob(`${fileStem(entry)}-${look}.svg`, new Blob([text], { type: 'image/svg+xml' }));
  };
  return (
    <section className="panel" aria-labelledby="factors-title">
      <div className="panel-head">
        <h3 id="factors-title">Factors</h3>
        <div className="panel-tools">
          <SegmentedControl
            size="xs"
            aria-label="Picture of the factors"
            data={LOOKS}
            value={look}
            onChange={setLook}
          />
          <Button size="compact-sm" variant="default" onClick={save}>
            Download SVG
          </Button>
        </div>
      </div>
      <p className="help">
        {look === 'products'
          ? 'Each product multiplies a sum of entries of A by one of B, and is added to entries of C.'
          : 'A column for each product: the coefficients of A’s entries, of B’s, and of what C’s entries take.'}{' '}
        <span className="factor-legend">
          <span className="legend-plus" /> adds <span className="legend-minus" /> subtracts
        </span>
      </p>
      <section className="factor-scroll" ref={scroller} aria-label="Picture of the factors">
        <svg ref={svg} role="img" aria-label={describeFactors(algorithm)} />
      </section>
    </section>
  );
}
