import { spawn } from 'child_process';
import { existsSync } from 'fs';
import path from 'path';
import { createInterface } from 'readline';

const TOLERANCE = 1e-9;

const root = path.resolve(__dirname, '../../..');
const python = path.join(root, '.venv/bin/python');
const script = path.join(__dirname, 'cases.py');

/** A number of Python's; NaN comes as null. */
export type Nullable = number | null;

export function needPython(): void {
  if (!existsSync(python)) {
    throw new Error(
      'scikit-learn, with which src/statistics is compared, is missing. Run `bash scripts/python-venv.sh` once, then this test again.'
    );
  }
}

/** Runs the script and hands each line on as it comes. */
export async function ask<T>(args: string[], take: (answer: T) => void): Promise<void> {
  const child = spawn(python, [script, ...args], {
    // One thread each: the arrays are small, and the other cores have work.
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    take(JSON.parse(line));
  }
  const code = await ended;
  if (code !== 0) {
    throw new Error(`scikit-learn/cases.py ${args.join(' ')} ended with ${code}: ${complaint}`);
  }
}

/** The cases 0 to `cases` - 1 of one kind, by several processes at once. */
export async function askCases<T>(kind: string, cases: number, take: (answer: T) => void): Promise<void> {
  const processes = 2;
  const each = cases / processes;
  await Promise.all(Array.from({ length: processes }, (_, i) => ask([kind, `${i * each}`, `${each}`], take)));
}

/** Absolute for shares, relative for counts. */
export function same(ours: number | undefined, theirs: Nullable, tolerance = TOLERANCE): boolean {
  return ours === undefined || theirs === null
    ? ours === undefined && theirs === null
    : Math.abs(ours - theirs) <= tolerance * Math.max(1, Math.abs(theirs));
}
