import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSettings, withDemoSecrets } from '../../settings/settings.ts';
import { nodeProblem } from './check-node.ts';
import { type Plan, planProcesses } from './plan.ts';
import { signInTable } from './sign-in-table.ts';
import { isStale } from './web-build.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plan-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function plan(given: Record<string, string> = {}): Plan {
  const env = withDemoSecrets({ OPENVISIT_DATA: folder, DATABASE_URL: 'postgresql://db/openvisit', ...given });
  return planProcesses('/app', loadSettings(env), env);
}
const namesOf = (one: Plan): string[] => one.children.map((child) => child.name);

test('a demo runs app, recorder, engine and sandbox, ended in this order', () => {
  expect(namesOf(plan())).toEqual(['app', 'recorder', 'engine', 'sandbox']);
});

test('with a LiveKit server and a recorder elsewhere, none of ours is run and their ports are not wanted', () => {
  const elsewhere = plan({ LIVEKIT_URL: 'https://livekit.example.gov', RECORDER_URL: 'https://recorder.example.gov' });
  expect(namesOf(elsewhere)).toEqual(['app', 'sandbox']);
  expect(elsewhere.ports.map((port) => port.variable)).toEqual(['PORT', 'SANDBOX_PORT']);
});

test('without card payments there is no sandbox', () => {
  expect(namesOf(plan({ PAYMENTS: 'none' }))).not.toContain('sandbox');
});

test('only the app is given the master key and the database', () => {
  const holders = (variable: string): string[] => namesOf({ ...plan(), children: plan().children.filter((child) => child.env[variable]) });
  expect(holders('VAULT_MASTER_KEY')).toEqual(['app']);
  expect(holders('DATABASE_URL')).toEqual(['app']);
  expect(holders('RECORDER_TOKEN')).toEqual(['app', 'recorder']);
  expect(holders('OPENVISIT_PARENT_PID')).toEqual(['app', 'recorder', 'engine', 'sandbox']);
});

test('health is asked on an address that can be connected to', () => {
  expect(plan({ HOST: '0.0.0.0', PORT: '3100' }).children[0]?.healthUrl).toBe('http://127.0.0.1:3100/healthz');
});

test('an old Node is told what to do, a new one nothing', () => {
  expect(nodeProblem('20.20.2')).toContain('npm start');
  expect(nodeProblem('24.0.0')).toBeNull();
});

test('the pages are built again when a source is newer than the last complete build', () => {
  expect(isStale(folder)).toBe(true);
  fs.mkdirSync(path.join(folder, 'dist'));
  fs.mkdirSync(path.join(folder, 'web/visitor'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'web/visitor/home.tsx'), '');
  fs.writeFileSync(path.join(folder, 'dist/.built'), '');
  const at = (file: string, seconds: number): void => fs.utimesSync(path.join(folder, file), seconds, seconds);
  for (const file of ['web', 'web/visitor', 'web/visitor/home.tsx']) at(file, 1_000);
  at('dist/.built', 2_000);
  expect(isStale(folder)).toBe(false);
  // A file that came and went.
  at('web/visitor', 3_000);
  expect(isStale(folder)).toBe(false);
  at('web/visitor/home.tsx', 3_000);
  expect(isStale(folder)).toBe(true);
});

test('the table of sign-ins lines its columns up', () => {
  const rows = [
    { face: 'visitor', who: 'Ana', address: 'http://localhost:3000/', how: 'ana@example.org' },
    { face: 'station', who: 'Unit A 1', address: 'http://localhost:3000/station', how: 'code' },
  ];
  const lines = signInTable(rows).split('\n');
  expect(new Set(lines.map((line) => line.indexOf('http') >= 0 && line.indexOf('http')))).toEqual(
    new Set([false, lines[1]?.indexOf('http')]),
  );
});
