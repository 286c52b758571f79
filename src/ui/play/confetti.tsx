import { type CSSProperties, useMemo } from 'react';
import { seeded } from '../../tensor/random.ts';

const PIECES = 36;
const COLOURS = ['var(--plus)', 'var(--minus)', 'var(--accent)', 'var(--rank-far)'];

/** A short burst from below; nothing where less motion is asked for (the style sheet sees to it). */
export function Confetti() {
  const pieces = useMemo(() => {
    const random = seeded(7, 1);
    const between = (low: number, high: number) => low + (high - low) * random.next();
    return Array.from({ length: PIECES }, (_, id) => {
      const style: CSSProperties & Record<`--${string}`, string> = {
        left: `${between(55, 98)}%`,
        background: COLOURS[id % COLOURS.length],
        animationDelay: `${between(0, 250)}ms`,
        '--dx': `${between(-80, 80)}px`,
        '--dy': `${between(-260, -60)}px`,
        '--turn': `${between(-500, 500)}deg`,
      };
      return { id, style };
    });
  }, []);
  return (
    <div className="confetti" aria-hidden="true">
      {pieces.map(({ id, style }) => (
        <span className="confetti-piece" key={id} style={style} />
      ))}
    </div>
  );
}
