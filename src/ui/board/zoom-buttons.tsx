interface ZoomButtonsProps {
  readonly zoomed: boolean;
  /** By that factor; null shows the whole board. */
  readonly onZoom: (factor: number | null) => void;
}

export function ZoomButtons({ zoomed, onZoom }: ZoomButtonsProps) {
  return (
    <div className="board-zoom">
      <button
        type="button"
        aria-label="Zoom out"
        disabled={!zoomed}
        onClick={() => onZoom(1 / 1.5)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 8H12" />
        </svg>
      </button>
      <button
        type="button"
        aria-label="Show the whole board"
        disabled={!zoomed}
        onClick={() => onZoom(null)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 6V3H6 M10 3H13V6 M13 10V13H10 M6 13H3V10" />
        </svg>
      </button>
      <button type="button" aria-label="Zoom in" onClick={() => onZoom(1.5)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 8H12 M8 4V12" />
        </svg>
      </button>
    </div>
  );
}
