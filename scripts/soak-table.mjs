// Prints the tables of docs/measured.md, “Memory over time”, from the rows of the group soak.
// usage: npm run bench -- soak --json ROWS.json && node scripts/soak-table.mjs ROWS.json
import { readFileSync } from 'node:fs';

const WORDS = {
  tensors: 'tensors',
  tensor_bytes: 'their bytes',
  wasm_bytes: 'WebAssembly’s memory',
  gpu_buffers: 'GPU buffers',
  gpu_bytes: 'their bytes',
  workers_bytes: 'JavaScript’s memory, workers',
  page_bytes: 'JavaScript’s memory, page',
  reported_bytes: 'what the run reports',
  renderer_rss: 'resident, the tab’s process',
  gpu_process_rss: 'resident, the GPU’s process',
  dom_nodes: 'nodes of the page',
  listeners: 'listeners of the page',
};

const rows = process.argv.slice(2).flatMap((path) => JSON.parse(readFileSync(path, 'utf8')));
const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
const number = (value, bytes, sign = '') => {
  if (!bytes) return sign + Number(value.toPrecision(3)).toLocaleString('en');
  return `${sign}${(value / 1e6).toFixed(Math.abs(value) < 1e6 ? 3 : 1)} MB`;
};
const signed = (value, bytes) => number(Math.abs(value), bytes, value < 0 ? '−' : '+');

const runs = [...new Set(rows.map(({ name }) => name.split('.').slice(0, 3).join('.')))];
for (const run of runs) {
  const own = rows.filter(({ name }) => name.startsWith(`${run}.`));
  const { environment, device, browser, minutes, steps, games, changed, from } = own[0].config;
  console.log(
    `\n\`${run}\`: ${device}, ${browser}, ${environment.cpu}, ${environment.cores} cores,`,
  );
  console.log(
    `commit ${environment.commit}, load ${environment.load}, ${minutes} min, ${steps} steps,`,
  );
  console.log(`${games} games${changed === '' ? '' : `; ${changed}`}\n`);
  line([
    `from ${Math.round(from)} min on`,
    'first',
    'last',
    'least',
    'most',
    'change an hour',
    'flat',
  ]);
  line(['---', '---:', '---:', '---:', '---:', '---:', '---']);
  for (const [column, words] of Object.entries(WORDS)) {
    const row = own.find(({ name }) => name === `${run}.${column}_per_hour`);
    if (row === undefined) continue;
    const bytes = row.unit.startsWith('bytes');
    const { first, last, least, most, error, flat } = row.config;
    line([
      words,
      ...[first, last, least, most].map((value) => number(value, bytes)),
      `${signed(row.value, bytes)} ± ${number(error, bytes)}`,
      flat ? 'yes' : 'no',
    ]);
  }
  const held = own.find(({ name }) => name.endsWith('.held_over_estimate_pct'));
  const { held: most, estimate } = held.config;
  if (most !== undefined) {
    console.log(`\nHeld at most ${number(most, true)}, estimated ${number(estimate, true)}.`);
  }
}
