/** Entry point: reads and writes the files of runs. */
import { expose } from 'comlink';
import { localRunFiles } from '../src/session/run-files-host.ts';

expose(localRunFiles);
