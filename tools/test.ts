import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/**
 * What `npm test` runs: types, lint, then the projects of vitest one after the other, so that media has both cores.
 * Everything runs even when something fails. `npm test -- unit races` runs only the named steps.
 */
const root = path.resolve(import.meta.dirname, '..');
/** The programs' first lines ask for `node`: ours, not an older one of the machine. */
const env = { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}` };
const projects = ['unit', 'races', 'media', 'journeys'];
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

/** A check that is not a test counts as one, so that the last line never says “0 failed” of a broken build. */
function check(name: string, program: string, args: string[]): Outcome {
  return timed(name, () => {
    const isFine = run(path.join(root, 'node_modules/.bin', program), args);
    return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1 };
  });
}

function project(name: string): Outcome {
  return timed(name, () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-report-'));
    const file = path.join(folder, 'report.json');
    const isFine = run(path.join(root, 'node_modules/.bin/vitest'), [
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
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

function timed(name: string, work: () => { passed: number; failed: number }): Outcome {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  return { name, ...work(), seconds: (performance.now() - startedAt) / 1_000 };
}

function run(program: string, args: string[]): boolean {
  const { status, error } = spawnSync(program, args, { cwd: root, env, stdio: 'inherit' });
  if (error) console.error(error.message);
  return status === 0;
}

const steps: Record<string, () => Outcome> = {
  types: () => check('types', 'tsc', ['-p', '.']),
  format: () => check('format', 'biome', ['check', '.']),
  lint: () => check('lint', 'oxlint', ['--deny-warnings']),
  'dead-code': () => check('dead-code', 'knip', []),
  // Once, before anything starts a platform: a platform that finds its pages stale would build them under the feet of another one.
  pages: () => check('pages', 'vite', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']),
  ...Object.fromEntries(projects.map((name) => [name, () => project(name)])),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.entries(steps).filter(([name]) => asked.length === 0 || asked.includes(name));
const outcomes = chosen.map(([, step]) => step());
const sum = (key: 'passed' | 'failed' | 'seconds'): number => outcomes.reduce((total, outcome) => total + outcome[key], 0);

console.log('\n== summary');
for (const { name, passed, failed, seconds } of outcomes)
  console.log(
    `${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`,
  );
console.log(`${'all'.padEnd(10)} ${sum('seconds').toFixed(1)} s\n`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
