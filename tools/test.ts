import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/**
 * What `npm test` runs: types, lint, the pages and the races side by side, then the other projects of vitest one after the other, as each
 * uses both cores. Everything runs even when something fails. `npm test -- unit races` runs only the named steps.
 */
const root = path.resolve(import.meta.dirname, '..');
/** The programs' first lines ask for `node`: ours, not an older one of the machine. */
const env = { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}` };
const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) })),
});

interface Outcome {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
}

/**
 * A check that is not a test counts as one, so that the last line never says “0 failed” of a broken build. What it says is printed when it
 * ends, since several run at a time.
 */
function check(name: string, program: string, args: string[]): Promise<Outcome> {
  return timed(name, async () => {
    const { isFine, said } = await run(program, args, 'pipe');
    console.log(`\n== ${name}\n${said.trim()}`);
    return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1 };
  });
}

/** A project of vitest; one that runs beside others says what it says when it ends, as checks do. */
function project(name: string, output: 'pipe' | 'inherit'): Promise<Outcome> {
  if (output === 'inherit') console.log(`\n== ${name}`);
  return timed(name, async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-report-'));
    const file = path.join(folder, 'report.json');
    const args = ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { isFine, said } = await run('vitest', args, output);
    if (output === 'pipe') console.log(`\n== ${name}\n${said.trim()}`);
    const counts = countReport(file);
    fs.rmSync(folder, { recursive: true });
    // A failure outside of any test: a setup, an unhandled rejection, no report at all.
    return isFine || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  });
}

/** A file that could not even be loaded has no tests to fail: it counts as one. */
function countReport(file: string): { passed: number; failed: number } {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = report.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  const unloadable = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length };
}

async function timed(name: string, work: () => Promise<{ passed: number; failed: number }>): Promise<Outcome> {
  const startedAt = performance.now();
  return { name, ...(await work()), seconds: secondsSince(startedAt) };
}

const secondsSince = (startedAt: number): number => (performance.now() - startedAt) / 1_000;

/** Runs a program of node_modules; `said` is empty when it speaks to the terminal itself. */
async function run(program: string, args: string[], output: 'pipe' | 'inherit'): Promise<{ isFine: boolean; said: string }> {
  const child = spawn(path.join(root, 'node_modules/.bin', program), args, { cwd: root, env, stdio: ['inherit', output, output] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (said += String(part)));
  try {
    const [code] = await once(child, 'close');
    return { isFine: code === 0, said };
  } catch (error) {
    return { isFine: false, said: `${said}${String(error)}` };
  }
}

const sideBySide: Record<string, () => Promise<Outcome>> = {
  types: () => check('types', 'tsc', ['-p', '.']),
  format: () => check('format', 'biome', ['check', '.']),
  lint: () => check('lint', 'oxlint', ['--deny-warnings']),
  'dead-code': () => check('dead-code', 'knip', []),
  // Once, before anything starts a platform: a platform that finds its pages stale would build them under the feet of another one.
  pages: () => check('pages', 'vite', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']),
  // One file at a time, which leaves a core to the checks. No test of `unit` may: one of them plants a fault in `src` for lint to find.
  races: () => project('races', 'pipe'),
};
const oneAfterTheOther: Record<string, () => Promise<Outcome>> = Object.fromEntries(
  ['unit', 'media', 'journeys'].map((name) => [name, () => project(name, 'inherit')]),
);

const asked = process.argv.slice(2);
const known = Object.keys({ ...sideBySide, ...oneAfterTheOther });
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. Steps: ${known.join(', ')}.`);
  process.exit(2);
}
const chosen = (steps: Record<string, () => Promise<Outcome>>): (() => Promise<Outcome>)[] =>
  Object.entries(steps).flatMap(([name, step]) => (asked.length === 0 || asked.includes(name) ? [step] : []));

const startedAt = performance.now();
const outcomes = await Promise.all(chosen(sideBySide).map((step) => step()));
for (const step of chosen(oneAfterTheOther)) outcomes.push(await step());
const sum = (key: 'passed' | 'failed'): number => outcomes.reduce((total, outcome) => total + outcome[key], 0);

console.log('\n== summary');
for (const { name, passed, failed, seconds } of outcomes)
  console.log(
    `${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`,
  );
console.log(`${'all'.padEnd(10)} ${secondsSince(startedAt).toFixed(1)} s\n`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
