import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { bilinearTarget, NAMED_TARGETS, type TargetSpec } from '../../tensor/bilinear.ts';

interface TargetLadderProps {
  readonly arithmetic: Arithmetic;
  readonly onChoose: (spec: TargetSpec) => void;
}

/** Smaller and other products, from the easiest on. */
export function TargetLadder({ arithmetic, onChoose }: TargetLadderProps) {
  return (
    <ul className="target-ladder">
      {NAMED_TARGETS.map((id) => {
        const target = bilinearTarget({ kind: 'named', id });
        const { rank, naive, note } = target.known(arithmetic);
        return (
          <li key={id}>
            <button type="button" onClick={() => onChoose(target.spec)}>
              <span className="ladder-rank">
                {naive} → {rank ?? '?'}
              </span>
              <span className="ladder-words">
                <b>{target.title}</b>
                <span>{target.description}</span>
                <span className="help">{note}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
