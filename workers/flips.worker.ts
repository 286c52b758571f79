/** Entry point: one of the searches with flips that run side by side. */
import { expose } from 'comlink';
import { SearchHost } from '../src/session/flips/search-host.ts';

expose(new SearchHost());
