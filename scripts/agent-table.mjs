// Prints the tables of docs/measured.md from the rows of the group agent, one for each backend.
// usage: npm run bench -- agent --json ROWS.json && node scripts/agent-table.mjs ROWS.json…
import { readFileSync } from 'node:fs';

const rows = process.argv
  .slice(2)
  .flatMap((path) => JSON.parse(readFileSync(path, 'utf8')))
  .filter(({ name }) => name.startsWith('agent.'));
const values = new Map(rows.map(({ name, value }) => [name, value]));
const once = (list) => [...new Set(list)];
const count = (value) =>
  value === undefined
    ? '–'
    : (value < 100 ? Number(value.toPrecision(2)) : Math.round(value)).toLocaleString('en');
const line = (cells) => console.log(`| ${cells.join(' | ')} |`);

for (const backend of once(rows.map(({ config }) => config.backend))) {
  const own = rows.filter(({ config }) => config.backend === backend);
  const { environment, device } = own.find(({ config }) => config.device !== undefined).config;
  const { cpu, cores, node, commit, load } = environment;
  console.log(
    `\n${device} (${cpu}, ${cores} cores, Node ${node}, commit ${commit}, load ${load}):\n`,
  );
  line(['preset', 'size', 'S', 'states', 'leaves/s', 'simulations/s', 'samples/s', 'cost']);
  line(['---', '---', '---:', '---:', '---:', '---:', '---:', '---:']);
  for (const preset of once(own.map(({ config }) => config.preset))) {
    const of = own.filter(({ config }) => config.preset === preset && config.side !== undefined);
    const sizes = once(of.map(({ config }) => config.size.join('x')));
    // Of a CPU by its own time, which other work does not disturb.
    const time = (size, what) => {
      const row = of.find(({ name }) => name.endsWith(`.${size}.${what}_per_s`));
      return 1 / (row?.config.perProcessorSecond ?? row?.value);
    };
    const rate = (size, what) => values.get(`agent.${preset}.${backend}.${size}.${what}_per_s`);
    for (const size of sizes) {
      const { side, states } = of.find(({ config }) => config.size.join('x') === size).config;
      const costs = ['simulations', 'samples'].map(
        (what) => time(size, what) / time(sizes[0], what),
      );
      line([
        ...[`\`${preset}\``, size.replaceAll('x', '×'), side, states],
        ...['leaves', 'simulations', 'samples'].map((what) => count(rate(size, what))),
        costs.map((cost) => (Number.isFinite(cost) ? cost.toPrecision(2) : '–')).join(', '),
      ]);
    }
  }
  const stages = own.filter(({ name }) => name.includes('.stage.'));
  if (stages.length === 0) continue;
  console.log('');
  const names = once(stages.map(({ name }) => /stage\.(\w+)_pct/.exec(name)[1]));
  line(['share of the time, %', ...names]);
  line(['---', ...names.map(() => '---:')]);
  for (const prefix of once(stages.map(({ name }) => name.split('.stage.')[0]))) {
    line([
      `\`${prefix}\``,
      ...names.map((name) => values.get(`${prefix}.stage.${name}_pct`).toFixed(0)),
    ]);
  }
}
