import { awaitDatabase } from '../adapters/postgres/await-database.ts';
import { createLogger } from '../settings/logger.ts';
import { endWithParent } from '../settings/parent-watch.ts';
import { loadSettings } from '../settings/settings.ts';
import { compose } from './compose.ts';
import { buildServer } from './http/app.ts';
import { REFUSED_EXIT_CODE, StartRefused } from './start-refused.ts';

/** After this the process ends, whatever still hangs. */
const PATIENCE_MILLISECONDS = 8_000;

/** What goes to the log of a process that ends: with its stack, unless it was told what to do. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof StartRefused ? error.message : (error.stack ?? error.message);
}

/** The app process: settings, adapters, newest schema, then the HTTP server, until SIGTERM. */
async function main(): Promise<void> {
  const settings = loadSettings(process.env);
  const logger = createLogger('app', settings.general.logLevel);
  const composed = compose(settings, logger);
  const app = await buildServer(composed.http);
  let isEnding = false;
  let starting: Promise<void> = Promise.resolve();
  const end = (why: string): void => {
    if (isEnding) return;
    isEnding = true;
    logger.info({ why }, 'ending');
    setTimeout(() => process.exit(1), PATIENCE_MILLISECONDS).unref();
    // First no new requests, then what runs beside them, then the database. A start is waited for: it may be making the demonstration.
    app
      .close()
      .then(() => starting)
      .then(() => composed.close())
      .catch((error: unknown) => logger.error({ err: error }, 'the app did not end cleanly'))
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(signal));
  endWithParent(settings.general.parentPid, () => end('the process that started us is gone'));

  // Started again while the database is away, it waits here instead of dying over and over.
  if (settings.database.url !== null) await awaitDatabase(settings.database.url, { tell: (text) => logger.error(text) });
  if (isEnding) return;
  const started = composed.start();
  starting = started.catch(() => undefined);
  await started;
  if (isEnding) return;
  await app.listen({ host: settings.web.host, port: settings.web.port });
  logger.info({ host: settings.web.host, port: settings.web.port }, 'listening');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exit(error instanceof StartRefused ? REFUSED_EXIT_CODE : 1);
}
