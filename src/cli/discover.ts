/** `npm run discover`: the process around the command. */
import { hostSearch, isSearchThread } from './flips/thread.ts';
import { main } from './main.ts';

if (isSearchThread()) hostSearch();
else run();

function run(): void {
  const stopping = new AbortController();
  let askedAt = 0;
  process.on('SIGINT', () => {
    // One Ctrl-C may arrive twice, from the terminal and from npm; a second one means at once.
    if (stopping.signal.aborted && performance.now() - askedAt > 1000) process.exit(130);
    if (!stopping.signal.aborted) askedAt = performance.now();
    stopping.abort();
  });

  main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    say: (line) => process.stderr.write(`${line}\n`),
    stopping: stopping.signal,
  }).then((status) => {
    process.exitCode = status;
  });
}
