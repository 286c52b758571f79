/** `npm run algorithms`: the process around the command. */
import { runAlgorithms } from './algorithms-main.ts';

// The reader of a pipe may have seen enough: `… verify FILE | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = runAlgorithms(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  say: (line) => process.stderr.write(`${line}\n`),
});
