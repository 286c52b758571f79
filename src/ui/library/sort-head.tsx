import type { ReactNode } from 'react';
import type { SortColumn } from '../../session/library/query.ts';
import { useLibraryUi } from './use-library-ui.ts';

interface SortHeadProps {
  readonly column: SortColumn;
  readonly className: string;
  readonly title?: string;
  readonly children: ReactNode;
}

/** The columns whose large values come first when they are chosen. */
const DESCENDING: readonly SortColumn[] = ['keptAt'];

/** A column's head: a press sorts by it, another one turns the order round. */
export function SortHead({ column, className, title, children }: SortHeadProps) {
  const [query, setUi] = useLibraryUi((state) => state.query);
  const isSorted = query.sort === column;
  const press = () => {
    const descending = isSorted ? !query.descending : DESCENDING.includes(column);
    setUi({ query: { ...query, sort: column, descending } });
  };
  return (
    <th
      className={className}
      aria-sort={isSorted ? (query.descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className="sort-head" title={title} onClick={press}>
        {children}
        <span className="sort-sign" aria-hidden="true">
          {isSorted ? (query.descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}
