import path from 'node:path';
import { createLogger } from '../settings/logger.ts';
import { endWithParent } from '../settings/parent-watch.ts';
import { readSettingsOf } from '../settings/settings.ts';
import { buildSandbox } from './sandbox-server.ts';

/** The process of the pretend card processor. It shares nothing with the platform but the two secrets both were given. */
async function main(): Promise<void> {
  const { general, payments } = readSettingsOf(process.env, ['payments']);
  const log = createLogger('sandbox', general.logLevel);
  if (general.mode === 'production' || payments.apiKey === null || payments.webhookSecret === null)
    throw new Error('The sandbox card processor runs in demo mode only, with PAYMENTS_API_KEY and PAYMENTS_WEBHOOK_SECRET set.');
  const { apiKey, webhookSecret, webhookUrl, sandboxUrl: publicUrl, sandboxPort: port } = payments;
  const app = await buildSandbox({ folder: path.join(general.dataFolder, 'sandbox'), apiKey, publicUrl, webhookUrl, webhookSecret, log });
  const end = async (): Promise<void> => {
    await app.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
  endWithParent(general.parentPid, () => void end());
  // Where browsers come from other machines (SANDBOX_URL is not this one's loopback) the page must be reachable for them.
  const isLocal = ['127.0.0.1', 'localhost'].includes(new URL(publicUrl).hostname);
  await app.listen({ port, host: isLocal ? '127.0.0.1' : '0.0.0.0' });
  log.info({ port }, 'sandbox card processor ready');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
