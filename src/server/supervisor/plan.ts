import path from 'node:path';
import { childEnvironment } from '../../settings/child-environment.ts';
import type { Environment } from '../../settings/read-groups.ts';
import { type GroupName, type Settings, usesEmbeddedEngine } from '../../settings/settings.ts';
import type { ChildPlan } from './child.ts';
import type { WantedPort } from './free-ports.ts';

/** What is to run on this machine, in the order in which it ends. */
export interface Plan {
  children: ChildPlan[];
  ports: WantedPort[];
}

const allGroups: GroupName[] = ['general', 'web', 'database', 'media', 'recorder', 'payments', 'secrets', 'mail'];

/**
 * App, recorder, engine and sandbox, as far as the settings say that they are ours to run: a LiveKit server or a recorder
 * elsewhere (`LIVEKIT_URL`, `RECORDER_URL`) takes the place of our own.
 * @param env with secrets and DATABASE_URL filled in
 */
export function planProcesses(root: string, settings: Settings, env: Environment): Plan {
  const { web, media, recorder, payments } = settings;
  const plan: Plan = { children: [], ports: [] };
  const add = (name: string, script: string, groups: GroupName[], healthPort: { host: string; port: number; variable: string }): void => {
    const { host, port, variable } = healthPort;
    plan.children.push({
      name,
      script: path.join(root, script),
      env: { ...childEnvironment(env, groups), OPENVISIT_PARENT_PID: String(process.pid) },
      healthUrl: `http://${reachable(host)}:${port}/healthz`,
    });
    plan.ports.push({ variable, protocol: 'tcp', host, port, purpose: name });
  };

  add('app', 'src/server/main.ts', allGroups, { host: web.host, port: web.port, variable: 'PORT' });
  if (!env.RECORDER_URL)
    add('recorder', 'src/media/recorder/main.ts', ['general', 'media', 'recorder'], {
      host: '127.0.0.1',
      port: recorder.port,
      variable: 'RECORDER_PORT',
    });
  if (usesEmbeddedEngine(env)) {
    add('engine', 'src/media/engine/main.ts', ['general', 'media'], { host: '127.0.0.1', port: media.enginePort, variable: 'ENGINE_PORT' });
    plan.ports.push({
      variable: 'MEDIA_UDP_PORT',
      protocol: 'udp',
      host: media.bindAddress,
      port: media.udpPort,
      purpose: 'pictures and sound',
    });
  }
  if (payments.processor === 'sandbox')
    add('sandbox', 'src/sandbox/main.ts', ['general', 'payments'], {
      host: '127.0.0.1',
      port: payments.sandboxPort,
      variable: 'SANDBOX_PORT',
    });
  return plan;
}

/** An address to connect to for one to listen on. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
