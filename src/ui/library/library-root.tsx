import { library } from '../../session/library/create-library.ts';
import { workerJobs } from '../../session/library/job-client.ts';
import { Workshop } from '../../session/library/workshop.ts';
import { LibraryContext } from './library-context.ts';
import { LibraryScreen } from './library-screen.tsx';
import { createLibraryUi } from './library-ui.ts';

// Made once, when the screen is first opened: the query stays while another screen is shown.
const place = {
  library: library(),
  workshop: new Workshop(library(), workerJobs(), Date.now),
  ui: createLibraryUi(),
};

/** The library's screen, with the page's library. */
export default function LibraryRoot() {
  // After a failure the next visit tries again.
  void place.library.open();
  return (
    <LibraryContext value={place}>
      <LibraryScreen />
    </LibraryContext>
  );
}
