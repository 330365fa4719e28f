import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { launchChromium } from './browsers.ts';

const real = { platform: process.platform, arch: process.arch };
const pretend = (machine: { readonly platform: string; readonly arch: string }): void => {
  for (const [name, value] of Object.entries(machine)) Object.defineProperty(process, name, { value });
};

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('CHROME_PATH', undefined);
});
afterEach(() => {
  pretend(real);
  vi.unstubAllEnvs();
});

test.each([
  { platform: 'darwin', arch: 'arm64' },
  { platform: 'linux', arch: 'arm64' },
])(
  'on $platform $arch tests that need an old Chromium are skipped with a sentence, and without a browser the advice is CHROME_PATH',
  async (machine) => {
    pretend(machine);
    const { oldChromium } = await import('./packed-chromium.ts');
    expect(oldChromium.isMissing).toBe(true);
    expect(oldChromium.remark).toBe(
      ` (skipped: npm carries old Chromiums for Linux on x64 only, this is ${machine.platform} on ${machine.arch})`,
    );
    await expect(launchChromium()).rejects.toThrow(/Set CHROME_PATH/);
    await expect(launchChromium({ version: '106' })).rejects.toThrow(/Chromium 106 for Linux on x64 only/);
  },
);

test('on Linux on x64 nothing is skipped and nothing remarked', async () => {
  pretend({ platform: 'linux', arch: 'x64' });
  const { oldChromium } = await import('./packed-chromium.ts');
  expect(oldChromium).toEqual({ isMissing: false, remark: '' });
});

test('a CHROME_PATH at which there is nothing is named', async () => {
  vi.stubEnv('CHROME_PATH', '/nowhere/chromium');
  await expect(launchChromium()).rejects.toThrow('/nowhere/chromium');
});
