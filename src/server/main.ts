import { createLogger } from '../settings/logger.ts';
import { endWithParent } from '../settings/parent-watch.ts';
import { SettingsError } from '../settings/read-groups.ts';
import { loadSettings } from '../settings/settings.ts';
import { compose } from './compose.ts';
import { buildServer } from './http/app.ts';

/** The app process: HTTP, live updates, deadlines, mails and the watcher of calls. Several may share one database. */
async function main(): Promise<void> {
  const settings = loadSettings(process.env);
  const { url } = settings.database;
  if (url === null) throw new Error('DATABASE_URL is not set. `npm start` starts a database and the app together.');
  const logger = createLogger('app', settings.general.logLevel);
  const composed = compose({ ...settings, database: { url } }, logger);
  const server = await buildServer(composed.http);

  let ending: Promise<void> | null = null;
  const end = (): void => {
    // First no new requests, then what runs beside them, then the database.
    ending ??= server
      .close()
      .then(() => composed.close())
      .catch((error: unknown) => logger.error({ err: error }, 'the app did not end cleanly'))
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  endWithParent(settings.general.parentPid, end);

  await composed.start();
  await server.listen({ host: settings.web.host, port: settings.web.port });
  logger.info({ port: settings.web.port, mode: settings.general.mode }, 'the app listens');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof SettingsError || !(error instanceof Error) ? String(error) : error.stack}\n`);
  process.exit(1);
}
