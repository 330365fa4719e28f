import type { Mode, Setting } from './setting.ts';

export type Environment = Record<string, string | undefined>;

type Group = Record<string, Setting<unknown>>;
type Groups = Record<string, Group>;

/** The values a table of settings yields. */
export type Values<G> = {
  [Name in keyof G]: { [Key in keyof G[Name]]: G[Name][Key] extends Setting<infer T> ? T : never };
};

/** One thing that is wrong with one variable, in words for the person who starts the platform. */
export interface Problem {
  variable: string;
  says: string;
  how: string;
}

/** The settings are not usable; the message lists every problem and what to do about each. */
export class SettingsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map((problem) => `  ${problem.variable} ${problem.says}\n      ${problem.how}`);
    super(`${problems.length === 1 ? 'One setting needs' : `${problems.length} settings need`} your attention:\n${lines.join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/**
 * Reads the chosen groups of a table and collects all problems before complaining. The whole table is needed because a
 * default may name a variable of another group.
 * @param across rules over several settings; called with whatever could be read, so values may be missing where a problem was found
 * @throws SettingsError
 */
export function readGroups<G extends Groups, N extends keyof G & string>(
  table: G,
  chosen: readonly N[],
  env: Environment,
  across: (values: Partial<Values<G>>) => Problem[],
): Pick<Values<G>, N> {
  const mode: Mode = env.OPENVISIT_MODE === 'production' ? 'production' : 'demo';
  const texts = givenOrDefaultTexts(Object.values(table), env, mode);
  const problems: Problem[] = [];
  const values: Record<string, Record<string, unknown>> = {};
  for (const name of chosen) {
    const read: Record<string, unknown> = {};
    for (const [key, setting] of Object.entries<Setting<unknown>>(table[name] ?? {})) {
      const outcome = readOne(setting, texts.get(setting.variable), mode);
      if ('problem' in outcome) problems.push(outcome.problem);
      else read[key] = outcome.value;
    }
    values[name] = read;
  }
  problems.push(...across(values as Partial<Values<G>>));
  if (problems.length > 0) throw new SettingsError(withoutEchoes(problems, table, env, mode));
  return values as Pick<Values<G>, N>;
}

/** A wrong PORT also spoils every default that contains it: complain of the cause only. */
function withoutEchoes(problems: Problem[], table: Groups, env: Environment, mode: Mode): Problem[] {
  const settings = Object.values(table).flatMap((group) => Object.values(group));
  const wrong = new Set(problems.map((problem) => problem.variable));
  return problems.filter(({ variable }) => {
    if (env[variable]) return true;
    const template = settings.find((setting) => setting.variable === variable)?.defaultText[mode] ?? '';
    return ![...template.matchAll(/\{(\w+)\}/g)].some(([, source]) => source !== undefined && wrong.has(source));
  });
}

function readOne(setting: Setting<unknown>, text: string | undefined, mode: Mode): { value: unknown } | { problem: Problem } {
  const { variable, how } = setting;
  if (text === undefined) {
    if (setting.absent && !setting.neededIn.includes(mode)) return { value: setting.absent.value };
    return { problem: { variable, says: `is missing${mode === 'production' ? ', and production has no default for it' : ''}.`, how } };
  }
  const parsed = setting.schema.safeParse(text);
  if (parsed.success) return { value: parsed.data };
  const shown = setting.secret ? 'is set, but' : `is ${JSON.stringify(text)}, but`;
  return { problem: { variable, says: `${shown} ${parsed.error.issues[0]?.message ?? 'is not understood'}.`, how } };
}

/** The text of every setting; a variable set to nothing counts as not set, as in most shells' habits. */
function givenOrDefaultTexts(groups: Group[], env: Environment, mode: Mode): Map<string, string> {
  const settings = groups.flatMap((group) => Object.values(group));
  const byVariable = new Map(settings.map((setting) => [setting.variable, setting]));
  const textOf = (variable: string): string | undefined =>
    env[variable] || byVariable.get(variable)?.defaultText[mode]?.replaceAll(/\{(\w+)\}/g, (_, other: string) => textOf(other) ?? '');
  const texts = new Map<string, string>();
  for (const { variable } of settings) {
    const text = textOf(variable);
    if (text !== undefined) texts.set(variable, text);
  }
  return texts;
}
