// Prints the table “The engine on two cores” of docs/measured.md from rows of the bench.
// usage: npm run bench -- search network train memory --json ROWS.json && node scripts/engine-table.mjs ROWS.json
import { readFileSync } from 'node:fs';

const NAMES = [
  'search.2x2x2.free_evaluator.simulations_per_s',
  ...[1, 8, 32, 128].map((batch) => `network.small.wasm.b${batch}.leaves_per_s`),
  'network.medium.wasm.b128.leaves_per_s',
  'network.small.cpu.b8.leaves_per_s',
  ...[64, 128].map((batch) => `train.small.wasm.b${batch}.samples_per_s`),
  'train.medium.wasm.b128.samples_per_s',
  'memory.search_tree.small.bytes_per_game',
  'memory.experience.small.bytes',
  'memory.tensors.small.wasm.b128.training_step_peak_bytes',
];

const rows = process.argv.slice(2).flatMap((path) => JSON.parse(readFileSync(path, 'utf8')));
const { cpu, cores, node, commit, load } = rows[0].config.environment;
console.log(`${cpu}, ${cores} cores, Node ${node}, commit ${commit}, load ${load}:\n`);
console.log('| row | value | unit |');
console.log('| --- | ---: | --- |');
for (const name of NAMES) {
  const row = rows.find((one) => one.name === name);
  const value = row === undefined ? 'not measured' : Math.round(row.value).toLocaleString('en');
  console.log(`| \`${name}\` | ${value} | ${row?.unit ?? ''} |`);
}
