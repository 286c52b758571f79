import { formatCount } from '../shared/format.ts';
import { usePlayState } from './play-context.ts';

/** The game in figures. */
export function FactsCard() {
  const position = usePlayState((state) => state.position);
  const target = usePlayState((state) => state.target);
  const arithmetic = usePlayState((state) => state.arithmetic);
  const { rank, naive, note } = target.known(arithmetic);
  return (
    <section className="card facts-card" aria-label="The game so far" data-guide="facts">
      <dl>
        <Fact name="Moves" value={formatCount(position.moves)} help="Multiplications so far" />
        <Fact
          name="Non-zeros left"
          value={formatCount(position.nonzeros)}
          help="Cells that are not zero yet"
        />
        <Fact
          name="Rank bound"
          value={formatCount(position.rankBound)}
          help="This many moves certainly finish from here: the ranks of the slices added up, along the best of the three directions"
        />
        <Fact
          name="Score"
          value={position.score < 0 ? `−${formatCount(-position.score)}` : '0'}
          help="Minus the moves played and the rank bound of what is left"
        />
      </dl>
      <p className="facts-known">
        <b>{rank === null ? 'No best known rank' : `Best known rank ${formatCount(rank)}`}</b>
        {`, ${formatCount(naive)} in school. ${note}`}
      </p>
    </section>
  );
}

function Fact({ name, value, help }: { name: string; value: string; help: string }) {
  return (
    <div title={help}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
