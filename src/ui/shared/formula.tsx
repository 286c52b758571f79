import { memo, useEffect, useRef } from 'react';
import { cancelFrame, nextFrame } from './frames.ts';
import { katexNow, loadKatex } from './katex.ts';

interface FormulaProps {
  readonly tex: string;
  /** The same in plain letters: shown until the TeX is set, and read aloud. */
  readonly text: string;
  /** Set in one of the next frames, so that a hundred of them are no long task. */
  readonly patient?: boolean;
}

/** A formula, set by KaTeX once that is loaded. */
export const Formula = memo(function Formula({ tex, text, patient = false }: FormulaProps) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    let current = true;
    element.textContent = katexNow() === null || patient ? text : '';
    const job = () => katexNow()?.(tex, element);
    const start = () => {
      if (!current) return;
      if (patient) nextFrame(job);
      else job();
    };
    if (katexNow() === null) void loadKatex().then(start);
    else start();
    return () => {
      current = false;
      cancelFrame(job);
    };
  }, [tex, text, patient]);
  return <span className="formula" ref={ref} />;
});
