import { join } from 'node:path';
import { createLogger } from '../../settings/logger.ts';
import { endWithParent } from '../../settings/parent-watch.ts';
import { readSettingsOf, withDemoSecrets } from '../../settings/settings.ts';
import { startRecorder } from './recorder.ts';

const { general, media, recorder } = readSettingsOf(withDemoSecrets(process.env), ['media', 'recorder']);
const logger = createLogger('recorder', general.logLevel);
const running = await startRecorder({
  host: '127.0.0.1',
  port: recorder.port,
  token: recorder.token,
  webhookUrl: recorder.webhookUrl,
  livekitUrl: media.livekitUrl,
  recordingsFolder: join(general.dataFolder, 'recordings'),
  logger,
});
logger.info({ url: running.url }, 'recorder is ready');

let ending = false;
const end = () => {
  if (ending) return;
  ending = true;
  // Completing the files takes well under a second; a disk that hangs must not keep the process alive.
  setTimeout(() => process.exit(1), 5000).unref();
  running.close().then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error({ err: error }, 'closing failed');
      process.exit(1);
    },
  );
};
process.once('SIGINT', end);
process.once('SIGTERM', end);
endWithParent(general.parentPid, end);
process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));
