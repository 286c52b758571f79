import './styles/index.ts';
import { AlgorithmPage } from './algorithm-page.tsx';
import { ComposePanel } from './compose-panel.tsx';
import { DropZone } from './drop-zone.tsx';
import { FoundList } from './found-list.tsx';
import { ImportReportCard } from './import-report-card.tsx';
import { LibraryHead } from './library-head.tsx';
import { Notices } from './notices.tsx';
import { usePlace } from './place.ts';
import { PublishedList } from './published-list.tsx';
import { SizesTable } from './sizes-table.tsx';

/** Every algorithm that was found, beside what is known; or one of them, whole. */
export function LibraryScreen() {
  const place = usePlace();
  return (
    <DropZone>
      <main className="library">
        {place.kind !== 'algorithm' && <LibraryHead place={place} />}
        <Notices />
        <ImportReportCard />
        {place.kind === 'found' && <FoundList />}
        {place.kind === 'sizes' && <SizesTable />}
        {place.kind === 'compose' && <ComposePanel />}
        {place.kind === 'published' && <PublishedList />}
        {place.kind === 'algorithm' && <AlgorithmPage key={place.key} algorithmKey={place.key} />}
      </main>
    </DropZone>
  );
}
