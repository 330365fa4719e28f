import path from 'node:path';
import { nodeProblem } from './check-node.ts';

/** What `npm start` runs: database, app, engine, recorder and sandbox as siblings, until Ctrl-C. */
async function main(): Promise<void> {
  const problem = nodeProblem(process.versions.node);
  if (problem) throw new Error(problem);
  // Loaded after the check, since an older Node may not even be able to load them.
  const { loadSettings, withDemoSecrets } = await import('../../settings/settings.ts');
  const { endWithParent } = await import('../../settings/parent-watch.ts');
  const { Platform } = await import('./platform.ts');
  const { planProcesses, reachable } = await import('./plan.ts');
  const { buildWebIfStale } = await import('./web-build.ts');

  const startedAt = performance.now();
  const root = path.resolve(import.meta.dirname, '../../..');
  const settings = loadSettings(process.env);
  const env = withDemoSecrets(process.env);
  const platform = new Platform({
    dataFolder: settings.general.dataFolder,
    databaseUrl: settings.database.url,
    plan: (databaseUrl) => planProcesses(root, settings, { ...env, DATABASE_URL: databaseUrl }),
    prepare: () => buildWebIfStale(root),
    tell: say,
  });

  let signals = 0;
  const end = async (): Promise<void> => {
    signals += 1;
    if (signals > 1) return;
    say('Ending …');
    await platform.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());

  endWithParent(settings.general.parentPid, () => void end());

  say('Starting OpenVisit …');
  await platform.start();
  if (signals > 0) return;
  say(
    `Running at ${settings.web.publicUrl} (${settings.general.mode} mode) after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`,
  );
  if (settings.general.mode === 'demo') await printSignIns(`http://${reachable(settings.web.host)}:${settings.web.port}`);
  say(`Logs are in ${path.join(settings.general.dataFolder, 'logs')}. Ctrl-C ends everything.`);
}

async function printSignIns(appUrl: string): Promise<void> {
  const { readSignIns, signInTable } = await import('./sign-in-table.ts');
  const rows = await readSignIns(appUrl);
  if (rows.length > 0) say(`\n${signInTable(rows)}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
