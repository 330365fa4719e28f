import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { endWithParent } from './parent-watch.ts';

const module = path.join(import.meta.dirname, 'parent-watch.ts');

test('a process ends soon after its parent was killed', async () => {
  const grandchild = `import { endWithParent } from ${JSON.stringify(module)};
    endWithParent(process.ppid, () => process.exit(0)); console.log('watching'); setInterval(() => {}, 1000);`;
  const parent = `require('node:child_process').spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' });
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  const everybodyGone = once(child, 'close'); // both write to this pipe
  await once(createInterface({ input: child.stdout }), 'line');
  child.kill('SIGKILL');
  await everybodyGone;
});

test('a process that nobody watches over goes on', () => {
  const end = vi.fn();
  vi.useFakeTimers();
  endWithParent(null, end);
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  expect(end).not.toHaveBeenCalled();
});

test('while the parent lives nothing ends, and after stopping to watch neither', () => {
  const end = vi.fn();
  vi.useFakeTimers();
  const stop = endWithParent(process.ppid, end);
  vi.advanceTimersByTime(5_000);
  stop();
  vi.advanceTimersByTime(5_000);
  vi.useRealTimers();
  expect(end).not.toHaveBeenCalled();
});
