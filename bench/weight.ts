import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { z } from 'zod';
import type { BenchResult } from './run.ts';

/** Kilobytes (1024 bytes) of JavaScript, gzip -9. */
const GOAL = 40;

const manifest = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).optional() }));
type Manifest = z.infer<typeof manifest>;

/** Words that the visitor's app fetches before it shows its first page, in one language. */
const words = (language: string): string[] => [`text/ui.${language}.json`, `text/visitor.${language}.json`];

/**
 * JavaScript that a browser fetches to open the site, sign in, find a slot, book and pay: the visitor's entry with everything it imports
 * statically, the words of the heavier language, and the script for old browsers. All of these pages are in the entry.
 */
export async function weight(): Promise<BenchResult> {
  const root = path.resolve(import.meta.dirname, '..');
  const outDir = fs.mkdtempSync(path.join(root, 'node_modules/.weight-'));
  try {
    await build({ configFile: path.join(root, 'web/vite.config.ts'), build: { outDir }, logLevel: 'warn' });
    const chunks = manifest.parse(JSON.parse(fs.readFileSync(path.join(outDir, '.vite/manifest.json'), 'utf8')));
    const kilobytes = (file: string): number => gzipSync(fs.readFileSync(path.join(outDir, file)), { level: 9 }).length / 1024;
    const sum = (files: readonly string[]): number => files.reduce((total, file) => total + kilobytes(file), 0);

    const heavier = ['en', 'es'].map((language) => filesOf(chunks, words(language))).sort((one, other) => sum(other) - sum(one))[0] ?? [];
    const files = [...new Set([...filesOf(chunks, ['index.html']), ...heavier, 'old-browsers.js'])];
    process.stdout.write('   KB  file\n');
    for (const file of files) process.stdout.write(`${kilobytes(file).toFixed(2).padStart(5)}  ${file}\n`);
    const total = Number(sum(files).toFixed(1));
    return { bench: 'weight', ratio: total, goal: GOAL, ok: total <= GOAL };
  } finally {
    fs.rmSync(outDir, { recursive: true, force: true });
  }
}

/** The scripts of some manifest entries and of all they import statically. */
function filesOf(chunks: Manifest, keys: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = chunks[key];
    if (!chunk) throw new Error(`${key} is not in the build`);
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const key of keys) visit(key);
  return [...seen].map((key) => chunks[key]?.file ?? '').filter((file) => file.endsWith('.js'));
}
