import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const line = z.object({ level: z.string(), msg: z.string().optional(), err: z.object({ message: z.string() }).optional() });
const rotateAt = 20 * 1_024 * 1_024;
const pollMilliseconds = 300;
/** A lost database makes every request say the same. */
const repeatAfterMilliseconds = 10_000;

/**
 * Opens a child's log for appending; a big one becomes `NAME.log.1` first. Children write to the file itself and not to a pipe
 * of ours, so that they can end in order when we are killed.
 */
export function openLog(folder: string, name: string): { file: string; descriptor: number } {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.log`);
  if (fs.existsSync(file) && fs.statSync(file).size > rotateAt) fs.renameSync(file, `${file}.1`);
  return { file, descriptor: fs.openSync(file, 'a', 0o600) };
}

/** Hands every new line that is an error to `tell`, in short, and the same one not again at once. @returns a function that stops it */
export function watchErrors(file: string, tell: (text: string) => void): () => void {
  let position = fs.statSync(file).size;
  let rest = '';
  const toldAt = new Map<string, number>();
  const tellOnce = (text: string): void => {
    const now = Date.now();
    if (now - (toldAt.get(text) ?? 0) < repeatAfterMilliseconds) return;
    if (toldAt.size > 100) toldAt.clear();
    toldAt.set(text, now);
    tell(text);
  };
  const look = (): void => {
    if (!fs.existsSync(file)) return;
    const { size } = fs.statSync(file);
    if (size < position) position = 0;
    if (size === position) return;
    const lines = (rest + readFrom(file, position, size)).split('\n');
    position = size;
    rest = lines.pop() ?? '';
    for (const text of lines.flatMap((one) => errorIn(one) ?? [])) tellOnce(text);
  };
  const timer = setInterval(look, pollMilliseconds);
  timer.unref();
  return () => {
    clearInterval(timer);
    look();
  };
}

/** The last lines of a log, for a process that did not start. */
export function endOfLog(file: string, lines = 12): string {
  const size = fs.statSync(file).size;
  return readFrom(file, Math.max(0, size - 8_000), size)
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .join('\n');
}

function readFrom(file: string, from: number, to: number): string {
  const descriptor = fs.openSync(file, 'r');
  const buffer = Buffer.alloc(to - from);
  const length = fs.readSync(descriptor, buffer, 0, buffer.length, from);
  fs.closeSync(descriptor);
  return buffer.subarray(0, length).toString();
}

function errorIn(text: string): string | null {
  if (!text.startsWith('{')) return null;
  try {
    const { level, msg, err } = line.parse(JSON.parse(text));
    return level === 'error' || level === 'fatal' ? [msg, err?.message].filter(Boolean).join(': ').slice(0, 300) : null;
  } catch {
    return null;
  }
}
