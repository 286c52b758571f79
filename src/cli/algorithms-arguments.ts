import { parseArgs } from 'node:util';
import { FORMATS, type Format, formatNamed } from '../algorithm/formats/formats.ts';

const COMMANDS = ['verify', 'convert', 'reduce', 'export'] as const;
export type Command = (typeof COMMANDS)[number];

export interface AlgorithmsArguments {
  readonly command: Command;
  readonly files: readonly string[];
  /** Of convert and export. */
  readonly formats: readonly Format[];
  /** A file or, of several, a folder or a zip; null: verify and reduce write nothing. */
  readonly out: string | null;
  /** export: code with sums shared by `reduce` */
  readonly reduce: boolean;
  /** reduce: other schemes of the same size and rank may come out */
  readonly variants: boolean;
  readonly seconds: number;
  readonly seed: number;
}

const names = (kind: Format['kind']) =>
  FORMATS.filter((format) => format.kind === kind)
    .map(({ id }) => id)
    .join(', ');

export const ALGORITHMS_USAGE = `usage: npm run algorithms -- COMMAND FILE… [options]

Reads algorithm files, u/v/w JSON, NumPy archives (AlphaTensor's too), expressions, files that TensorGame
generated, and zips of all these. Every scheme is verified exactly; each gives a line.

  verify FILE…            say what the schemes are, and whether they are right
  convert FILE…           write them in another format (--to ${names('scheme')})
  export FILE…            write code that multiplies by them (--to ${names('code')})
  reduce FILE…            share sums, so that there are fewer additions, and say how many are left

  --to NAME               the format; repeatable, or all
  --out PATH              a folder, a file for one result, or a name in .zip for an archive (default: .)
  --reduce                export: with sums shared as by reduce
  --variants              reduce: go to other schemes of the same size and rank, which may need fewer
  --seconds T             reduce: search for T seconds a scheme (default 10)
  --seed S                reduce: seed of the search (default 1)

Exit status: 0 every scheme was read and is right, 1 some are not, 2 bad arguments or a failure.`;

/**
 * @returns null when help is asked for
 * @throws Error with one sentence about the first argument that is wrong
 */
export function parseAlgorithms(argv: readonly string[]): AlgorithmsArguments | null {
  const { values, positionals } = read(argv);
  if (values.help) return null;
  const [command, ...files] = positionals;
  const known = COMMANDS.find((name) => name === command);
  if (known === undefined) {
    throw new Error(
      command === undefined
        ? `a command is missing: ${COMMANDS.join(', ')}`
        : `there is no command ${command}: choose ${COMMANDS.join(', ')}`,
    );
  }
  if (files.length === 0) throw new Error(`${known} needs the name of a file`);
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= 86_400)) {
    throw new Error(`--seconds ${values.seconds}: give a number above 0, at most 86400`);
  }
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new Error(`--seed ${values.seed}: give a whole number from 0 to 4294967295`);
  }
  return {
    command: known,
    files,
    formats: formatsOf(known, values.to),
    out: values.out ?? (known === 'convert' || known === 'export' ? '.' : null),
    reduce: values.reduce,
    variants: values.variants,
    seconds,
    seed,
  };
}

function formatsOf(command: Command, given: readonly string[]): Format[] {
  if (command === 'verify') return [];
  const kind = command === 'export' ? 'code' : 'scheme';
  if (given.length === 0) {
    if (command === 'reduce') return [];
    throw new Error(`--to is missing: choose ${names(kind)} or all`);
  }
  const allowed = FORMATS.filter((format) => command === 'reduce' || format.kind === kind);
  if (given.includes('all')) return [...allowed];
  return given.map((name) => {
    const format = formatNamed(name);
    if (format !== undefined && allowed.includes(format)) return format;
    throw new Error(
      `--to ${name}: ${command} writes ${allowed.map(({ id }) => id).join(', ')} or all`,
    );
  });
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        to: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        reduce: { type: 'boolean', default: false },
        variants: { type: 'boolean', default: false },
        seconds: { type: 'string', default: '10' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const name = /'(-[^' ]*)/.exec(message)?.[1] ?? 'an option';
    throw new Error(
      /Unknown option/.test(message) ? `there is no option ${name}` : `${name} needs a value`,
    );
  }
}
