import { z } from 'zod';
import { facilityKinds } from '../../core/facility/facility.ts';

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** One thing that setup must know: the flag that gives it and the question that asks for it. */
interface Question<Value> {
  readonly flag: string;
  readonly ask: string;
  readonly example: string;
  readonly schema: z.ZodType<Value, string>;
}

const question = <Value>(flag: string, ask: string, example: string, schema: z.ZodType<Value, string>): Question<Value> => ({
  flag,
  ask,
  example,
  schema,
});

const name = z.string().trim().min(2, 'needs at least 2 characters').max(120);
const timeZone = z.string().trim().refine(isTimeZone, 'must be an IANA time zone like America/Chicago');

export const questions = {
  agency: question('agency', 'Agency (the authority that owns the facility)', 'Cedar County', name),
  facility: question('facility', 'Facility', 'Cedar County Jail', name),
  kind: question('kind', `Kind (${facilityKinds.join(' or ')})`, 'jail', z.enum(facilityKinds, `must be ${facilityKinds.join(' or ')}`)),
  state: question(
    'state',
    'State (two letters)',
    'IL',
    z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'must be two letters'),
  ),
  timeZone: question('time-zone', 'Time zone', 'America/Chicago', timeZone),
  population: question(
    'population',
    'Average daily population of the last calendar year',
    '412',
    z
      .string()
      .trim()
      .regex(/^\d{1,6}(\.\d{1,2})?$/, 'must be a number')
      .transform(Number),
  ),
  unit: question('unit', 'First housing unit', 'Unit A', name),
  adminName: question('admin-name', 'Name of the first facility admin', 'Alex Kim', name),
  adminEmail: question(
    'admin-email',
    'E-mail address of the first facility admin',
    'alex@cedar.example',
    z.string().trim().toLowerCase().pipe(z.email()),
  ),
};

type Questions = typeof questions;
type Answers = { readonly [Key in keyof Questions]: Questions[Key] extends Question<infer Value> ? Value : never };

/** What setup makes. */
export interface SetupPlan extends Answers {
  readonly slug: string;
}

/** Reads one answer; the problem in words when it does not fit. */
export function readAnswer<Key extends keyof Questions>(
  key: Key,
  text: string,
): { readonly value: Answers[Key] } | { readonly problem: string } {
  const parsed = questions[key].schema.safeParse(text);
  if (parsed.success) return { value: parsed.data as Answers[Key] };
  return { problem: parsed.error.issues[0]?.message ?? 'is not understood' };
}

export function planOf(answers: Answers): SetupPlan {
  return { ...answers, slug: slugOf(answers.facility) };
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}
