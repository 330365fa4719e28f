import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { childrenOf } from './child-processes.ts';

test.each(['linux', 'darwin'])('a child is found by its command, also as on %s', async (platform) => {
  const real = process.platform;
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000) // a child to be found']);
  await once(child, 'spawn');
  try {
    Object.defineProperty(process, 'platform', { value: platform });
    await expect
      .poll(() =>
        childrenOf(process.pid)
          .filter(({ command }) => command.includes('a child to be found'))
          .map(({ pid }) => pid),
      )
      .toEqual([child.pid]);
  } finally {
    Object.defineProperty(process, 'platform', { value: real });
    child.kill('SIGKILL');
  }
});
