/** Entry point: reading, writing and improving algorithms of the library. */
import { expose } from 'comlink';
import { JobHost } from '../src/session/library/job-host.ts';

expose(new JobHost());
