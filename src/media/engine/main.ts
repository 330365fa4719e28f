import { createLogger } from '../../settings/logger.ts';
import { endWithParent } from '../../settings/parent-watch.ts';
import { readSettingsOf, withDemoSecrets } from '../../settings/settings.ts';
import { startEngine } from './engine.ts';

/** The embedded media engine as a process of its own: its transport is native code, whose failure must not take the web server along. */
const { general, media } = readSettingsOf(withDemoSecrets(process.env), ['media']);
const logger = createLogger('engine', general.logLevel);
const everyAddress = media.bindAddress === '0.0.0.0' || media.bindAddress === '::';

const engine = await startEngine({
  httpPort: media.enginePort,
  httpHost: '127.0.0.1',
  udpPort: media.udpPort,
  bindAddress: everyAddress ? null : media.bindAddress,
  publicIp: media.publicIp,
  api: { key: media.apiKey, secret: media.apiSecret },
  webhookUrls: [media.webhookUrl],
  logger,
});
logger.info({ port: media.enginePort, udpPort: media.udpPort }, 'engine is up');

let ending = false;
async function end(cause: string): Promise<void> {
  if (ending) return;
  ending = true;
  logger.info({ cause }, 'engine ends');
  // The native threads may take seconds to wind down; nothing of theirs is worth waiting for.
  setTimeout(() => process.exit(0), 500);
  await engine.close();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
endWithParent(general.parentPid, () => void end('parent gone'));
process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));
