import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** The machine and the code of a measurement. */
export interface Environment {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** The commit, with “+” where files differ from it; “unknown” outside of a clone. */
  readonly commit: string;
  /** Processes that wanted a core in the last minute, before anything was measured. */
  readonly load: number;
  readonly date: string;
}

export function environment(): Environment {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    commit: commit(),
    load: Math.round(10 * loadavg()[0]!) / 10,
    date: new Date().toISOString(),
  };
}

function commit(): string {
  try {
    const head = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain') === '' ? head : `${head}+`;
  } catch {
    return 'unknown';
  }
}

function git(...argv: string[]): string {
  return execFileSync('git', argv, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
