import { useEffect, useRef } from 'react';
import { matmul } from '../../tensor/target.ts';
import { formatTarget } from '../shared/format.ts';
import { useScroller } from '../shared/use-scroller.ts';
import { describeTensor, drawTensor } from './draw-tensor.ts';
import { useShown } from './use-shown.ts';

/** The target, slice by slice, and the game in three sentences. */
export function TargetFigure() {
  const { size } = useShown();
  const ref = useRef<SVGSVGElement>(null);
  const scroller = useScroller<HTMLElement>();
  useEffect(() => {
    if (ref.current !== null) drawTensor(ref.current, matmul(size), size);
  }, [size]);
  return (
    <section className="card target" aria-labelledby="target-title">
      <h2 id="target-title">The {formatTarget(size)} target</h2>
      <p className="help">
        Each slice says which products of an entry of A with an entry of B add to one entry of C. A
        move subtracts a term from this tensor and costs one multiplication. When nothing is left,
        the moves are an algorithm.
      </p>
      <section className="target-scroll" aria-label="Slices of the target" ref={scroller}>
        <svg ref={ref} role="img" aria-label={describeTensor(matmul(size), size)} />
      </section>
    </section>
  );
}
