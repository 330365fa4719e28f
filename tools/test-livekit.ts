import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * `npm run test:livekit`: runs the media suite against a real LiveKit server instead of the embedded engine, so that one client, one adapter and one
 * recorder are known to work with both. LIVEKIT_BINARY names a server to use; else one is built once and kept in the data folder.
 */
const folder = path.resolve(process.env.OPENVISIT_DATA ?? '.data', 'livekit');
const binary = process.env.LIVEKIT_BINARY ?? path.join(folder, 'livekit-server');
const port = Number(process.env.LIVEKIT_TEST_PORT ?? 30150);
const webhookPort = port + 9;
const address = `http://127.0.0.1:${port}`;

/** One UDP port on loopback; rooms are made explicitly only, as the embedded engine does; webhooks go to the suite's own listener. */
const config = `port: ${port}
bind_addresses: ["127.0.0.1"]
rtc:
  udp_port: ${port + 2}
  tcp_port: ${port + 1}
  use_external_ip: false
  enable_loopback_candidate: true
  node_ip: 127.0.0.1
  interfaces: { includes: [lo] }
keys: { devkey: secret-secret-secret-secret-secret-32 }
logging: { level: warn, json: false }
room: { auto_create: false, empty_timeout: 300, departure_timeout: 20 }
webhook: { api_key: devkey, urls: ["http://127.0.0.1:${webhookPort}/"] }
`;

async function main(): Promise<number> {
  mkdirSync(folder, { recursive: true });
  if (!process.env.LIVEKIT_BINARY) {
    const built = spawnSync(path.join(import.meta.dirname, 'build-livekit.sh'), [binary], { stdio: 'inherit' });
    if (built.status !== 0) return built.status ?? 1;
  }
  const file = path.join(folder, 'livekit.yaml');
  writeFileSync(file, config);
  const server = spawn(binary, ['--config', file], { stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    await waitUntilUp(server);
    const suite = spawn('vitest', ['run', '--project', 'media', ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: { ...process.env, LIVEKIT_TEST_URL: address, LIVEKIT_TEST_WEBHOOK_PORT: String(webhookPort) },
    });
    const [code] = await once(suite, 'exit');
    return typeof code === 'number' ? code : 1;
  } finally {
    await end(server);
  }
}

async function waitUntilUp(server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`LiveKit ended with ${server.exitCode}`);
    if (
      await fetch(address).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('LiveKit did not start');
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const harder = setTimeout(() => server.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(harder);
}

process.exitCode = await main();
