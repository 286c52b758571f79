/** Entry point: a search that is inspected, over exact local reasoning. */
import { expose } from 'comlink';
import { LocalSearchHost } from '../src/session/tree/search-host.ts';

expose(new LocalSearchHost(() => Promise.reject(new Error('This worker asks no agent.'))));
