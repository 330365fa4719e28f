import { demoSecrets } from './demo-secrets.ts';
import { media, recorder } from './media-settings.ts';
import { payments } from './payment-settings.ts';
import { database, general, mail, secrets, web } from './platform-settings.ts';
import { type Environment, type Problem, readGroups, type Values } from './read-groups.ts';

/** Every setting of every process, by group. The only place that knows names of environment variables. */
export const settingGroups = { general, web, database, media, recorder, payments, secrets, mail };

type Groups = typeof settingGroups;
export type GroupName = keyof Groups;

/** The values of all settings. */
export type Settings = Values<Groups>;

/**
 * Reads and checks every setting. Secrets have no default in any mode: see `loadSettings` for the demo's own.
 * @throws SettingsError that lists every problem at once
 */
export function readSettings(env: Environment): Settings {
  return readGroups(settingGroups, Object.keys(settingGroups) as GroupName[], env, acrossSettings);
}

/**
 * Reads only the groups one process needs, so that a process need not be given secrets it has no use for
 * (the recorder never holds the master key).
 * @throws SettingsError that lists every problem at once
 */
export function readSettingsOf<const N extends GroupName>(env: Environment, names: readonly N[]): Pick<Settings, N | 'general'> {
  return readGroups(settingGroups, ['general', ...names], env, acrossSettings);
}

/**
 * As `readSettings`, but in demo mode missing secrets come from `secrets.json` in the data folder, made on first use.
 * @throws SettingsError that lists every problem at once
 */
export function loadSettings(env: Environment): Settings {
  return readSettings(withDemoSecrets(env));
}

/** The environment with the demo's secrets beneath it; in production the environment as it is. */
export function withDemoSecrets(env: Environment): Environment {
  const { general } = readSettingsOf(env, []);
  return general.mode === 'demo' ? { ...demoSecrets(general.dataFolder), ...withoutEmpty(env) } : env;
}

/** True when no other LiveKit server is named, so that ours is to be run. */
export function usesEmbeddedEngine(env: Environment): boolean {
  return !env.LIVEKIT_URL;
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, text]) => text !== undefined && text !== ''));
}

/** Rules that look at more than one setting. */
function acrossSettings(values: Partial<Settings>): Problem[] {
  const problems: Problem[] = [];
  const production = values.general?.mode === 'production';
  if (production && values.web?.publicUrl?.startsWith('http://')) {
    problems.push({
      variable: 'PUBLIC_URL',
      says: 'must begin with https:// in production: browsers give no camera to plain http.',
      how: 'Put a reverse proxy with a certificate in front and name its address.',
    });
  }
  if (production && values.recorder?.url && isPlainToAnotherHost(values.recorder.url)) {
    problems.push({
      variable: 'RECORDER_URL',
      says: 'must begin with https:// in production: it names another host, and what goes there are the keys that seal recordings.',
      how: 'Put a reverse proxy with a certificate in front of the recorder and name its address, or leave it unset to use the one on this machine.',
    });
  }
  if (values.payments?.processor === 'sandbox') {
    if (production)
      problems.push({ variable: 'PAYMENTS', says: 'is sandbox, which is refused in production.', how: payments.processor.how });
    for (const missing of [payments.apiKey, payments.webhookSecret].filter((one) => isNull(values.payments, one.variable)))
      problems.push({ variable: missing.variable, says: 'is missing, and PAYMENTS=sandbox needs it.', how: missing.how });
  }
  return problems;
}

/** Loopback never leaves the machine; of every other name and address we cannot know that. */
function isPlainToAnotherHost(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function isNull(group: Partial<Settings['payments']> | undefined, variable: string): boolean {
  return (variable === payments.apiKey.variable ? group?.apiKey : group?.webhookSecret) === null;
}
