import { SCREENS, type Screen } from './screens.ts';

/** Links to the screens. */
export function Navigation({ current }: { readonly current: Screen }) {
  return (
    <nav className="masthead-nav" aria-label="Screens">
      {SCREENS.map((screen) => (
        <a
          key={screen.id}
          href={`#/${screen.id}`}
          aria-current={screen === current ? 'page' : undefined}
        >
          {screen.title}
        </a>
      ))}
    </nav>
  );
}
