import { z } from 'zod';

/** `demo` makes its own secrets and data and runs on one machine; `production` never falls back to a default for anything that guards people or money. */
export type Mode = 'demo' | 'production';

/** One environment variable: what it means, how its text becomes a value, and what to do when it is missing or wrong. */
export interface Setting<T> {
  variable: string;
  /** One sentence for the documentation: what it is, with its unit. */
  what: string;
  /** What a person should do when it is missing or wrong, in the imperative. */
  how: string;
  schema: z.ZodType<T, string>;
  /** Text used when the variable is not set; `{PORT}` stands for the text of another variable. */
  defaultText: Partial<Record<Mode, string>>;
  /** The modes in which a missing value is refused. */
  neededIn: readonly Mode[];
  /** The value when it is missing and that is allowed; without it the setting can never be missing. */
  absent?: { value: T };
  /** Secret values are never printed, not even in an error about them. */
  secret: boolean;
}

interface SettingText {
  what: string;
  how: string;
  default?: string | Partial<Record<Mode, string>>;
  secret?: boolean;
  /** An otherwise optional setting that production cannot do without. */
  neededInProduction?: boolean;
}

const bothModes = ['demo', 'production'] as const;

function defaultTexts(text: SettingText['default']): Partial<Record<Mode, string>> {
  return typeof text === 'string' ? { demo: text, production: text } : (text ?? {});
}

/** A setting that always has a value: given, or its default, or the process refuses to start. */
export function setting<T>(variable: string, schema: z.ZodType<T, string>, text: SettingText): Setting<T> {
  const defaultText = defaultTexts(text.default);
  const neededIn = bothModes.filter((mode) => defaultText[mode] === undefined);
  return { variable, what: text.what, how: text.how, schema, defaultText, neededIn, secret: text.secret ?? false };
}

/** A setting that may be missing; its value is then null. */
export function optionalSetting<T>(variable: string, schema: z.ZodType<T, string>, text: SettingText): Setting<T | null> {
  return {
    variable,
    what: text.what,
    how: text.how,
    schema,
    defaultText: defaultTexts(text.default),
    neededIn: text.neededInProduction ? ['production'] : [],
    absent: { value: null },
    secret: text.secret ?? false,
  };
}

/** A TCP or UDP port that can be listened on and named in a URL, so never 0. */
export const portNumber = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 1 to 65535')
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, 'must be a whole number from 1 to 65535');

/** An http(s) address without a trailing slash, so that paths can be appended. */
export const httpUrl = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'must be an address like https://visits.example.gov')
  .transform((text) => text.replace(/\/+$/, ''));

/** A process id. */
export const processId = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'must be a process id')
  .transform(Number);

/** A secret long enough that it cannot be guessed: 32 characters, which is what `openssl rand -hex 16` makes. */
export const longSecret = z.string().min(32, 'must have at least 32 characters');
