// Prints the table of docs/flips.md from what bench/flips-table.ts wrote.
// usage: node scripts/flips-table.mjs ROWS.json…
import { readFileSync } from 'node:fs';

const files = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const rows = files.flatMap(({ machine, rows: some }) => some.map((row) => ({ machine, ...row })));
console.log('| size | arithmetic | reached | known | after | flips | seed | threads | machine |');
console.log('| ---- | ---------- | ------: | ----: | ----: | ----: | ---: | ------: | ------- |');
for (const { size, arithmetic, rank, known, seconds, flips, seed, threads, machine } of rows) {
  const after = seconds < 100 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
  const count = `${(flips / 1e6).toFixed(1)} M`;
  const where = `${machine.cpu}, ${machine.cores} cores`;
  console.log(
    `| ${size} | ${arithmetic} | ${rank} | ${known} | ${after} | ${count} | ${seed} | ${threads} | ${where} |`,
  );
}
