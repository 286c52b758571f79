import { useTreeState } from './tree-context.ts';

/** What the marks of the picture mean. */
export function Legend() {
  const overlay = useTreeState((state) => state.overlay);
  const source = useTreeState((state) => state.source);
  return (
    <ul className="tree-legend" aria-label="Legend">
      <li>
        <svg viewBox="0 0 44 16" width="44" height="16" aria-hidden="true">
          <circle cx="5" cy="8" r="3" className="legend-far" />
          <circle cx="18" cy="8" r="5" className="legend-mid" />
          <circle cx="35" cy="8" r="7.5" className="legend-good" />
        </svg>
        Size: visits. Colour and dial: moves expected in all, fewer is fuller. Figures: both
      </li>
      <li>
        <svg viewBox="0 0 20 16" width="20" height="16" aria-hidden="true">
          <circle cx="10" cy="8" r="5" className="legend-mid" />
          <circle cx="10" cy="8" r="7" className="legend-outline" />
        </svg>
        Reached in several ways
      </li>
      <li>
        <svg viewBox="0 0 20 16" width="20" height="16" aria-hidden="true">
          <circle cx="10" cy="8" r="7" className="legend-good" />
          <path d="M6.5 8.2 L9.2 11 L14 5.4" className="legend-tick" />
        </svg>
        Solved
      </li>
      <li>
        <svg viewBox="0 0 20 16" width="20" height="16" aria-hidden="true">
          <path d="M4 2h12v12H4z M7.5 5.5l5 5 M12.5 5.5l-5 5" className="legend-outline" />
        </svg>
        No moves left
      </li>
      <li>
        <svg viewBox="0 0 26 16" width="26" height="16" aria-hidden="true">
          {overlay === 'change' ? (
            <>
              <path d="M1 4h24" className="legend-plus" />
              <path d="M1 12h24" className="legend-minus" />
            </>
          ) : (
            <path d="M1 8h24" className="legend-principal" />
          )}
        </svg>
        {overlay === 'change'
          ? 'Searched more, or (dashed) less, than its prior'
          : 'The line most visited'}
      </li>
      {source === 'live' && (
        <li>
          <svg viewBox="0 0 26 16" width="26" height="16" aria-hidden="true">
            <path d="M1 8h24" className="legend-played" />
          </svg>
          Moves played
        </li>
      )}
      {overlay === 'policy' && (
        <li>
          <svg viewBox="0 0 20 16" width="20" height="16" aria-hidden="true">
            <path d="M8 3l4 10" className="legend-minus-solid" />
          </svg>
          Worth less than the most visited: not played
        </li>
      )}
      {overlay === 'ends' && (
        <>
          <li>
            <svg viewBox="0 0 30 16" width="30" height="16" aria-hidden="true">
              <path d="M1 8h26" className="legend-pruned" />
              <path d="M21 3l4 10" className="legend-minus-solid" />
            </svg>
            Pruned: worth less than the most visited move beside it, so not played
          </li>
          <li>Beside an end: the return of a game that ends there</li>
        </>
      )}
    </ul>
  );
}
