/** Entry point: hints for a game played by hand. */
import { expose } from 'comlink';
import { HintHost } from '../src/session/play/hint-host.ts';

expose(new HintHost());
