import type { Environment } from './read-groups.ts';
import type { Setting } from './setting.ts';
import { type GroupName, settingGroups } from './settings.ts';

/** The environment for a process that reads only these groups: without the secrets of all others. */
export function childEnvironment(env: Environment, groups: readonly GroupName[]): Environment {
  const withheld = new Set(
    Object.entries(settingGroups)
      .filter(([name]) => !groups.some((group) => group === name))
      .flatMap(([, group]) => Object.values<Setting<unknown>>(group))
      .filter((setting) => setting.secret)
      .map((setting) => setting.variable),
  );
  return Object.fromEntries(Object.entries(env).filter(([variable]) => !withheld.has(variable)));
}
