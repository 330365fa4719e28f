import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { facilityKinds } from '../../core/facility/facility.ts';
import { Temporal } from '../../core/shared/time.ts';
import { readResidentFile } from './resident-file.ts';

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** One thing that setup must know: the flag that gives it and the question that asks for it. */
export interface Question<Value> {
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
const email = z.string().trim().toLowerCase().pipe(z.email('must be an e-mail address'));
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
  adminEmail: question('admin-email', 'E-mail address of the first facility admin', 'alex@cedar.example', email),
};

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What may be left out, and made by a later run. */
export const optionalQuestions = {
  stations: question(
    'stations',
    'Names of the video stations',
    'A-1,A-2',
    z
      .string()
      .transform((text) => [...new Set(text.split(',').map((one) => one.trim()))].filter((one) => one !== ''))
      .pipe(z.array(z.string().max(60, 'has a name longer than 60 characters')).min(1, 'names no station')),
  ),
  hours: question(
    'hours',
    'Visiting hours of every day',
    '08:30-20:30',
    z
      .string()
      .transform((text) => text.split('-').map((one) => one.trim()))
      .refine(
        ([start = '', end = '', ...more]) => clockTime.test(start) && clockTime.test(end) && start < end && more.length === 0,
        'must be two times of a day like 08:30-20:30',
      )
      .transform(([startTime = '', endTime = '']) => ({ startTime, endTime })),
  ),
  residents: question(
    'residents',
    'File of residents (CSV: booking_number,name,birth_date,housing_unit,listed_emails)',
    'residents.csv',
    z.string().trim().transform(residentsOf),
  ),
  schedulerName: question('scheduler-name', 'Name of somebody who decides about requests', 'Sam Ortega', name),
  schedulerEmail: question('scheduler-email', 'Their e-mail address', 'sam@cedar.example', email),
  officerName: question('officer-name', 'Name of an officer of the housing units, who notes movements', 'Jo Brandt', name),
  officerEmail: question('officer-email', 'Their e-mail address', 'jo@cedar.example', email),
  investigatorName: question('investigator-name', 'Name of somebody who may look at recordings', 'Kay Lund', name),
  investigatorEmail: question('investigator-email', 'Their e-mail address', 'kay@cedar.example', email),
};

type Answered<Asked> = { readonly [Key in keyof Asked]: Asked[Key] extends Question<infer Value> ? Value : never };
type Answers = Answered<typeof questions> & Partial<Answered<typeof optionalQuestions>>;

/** What setup makes. */
export type SetupPlan = Answers & { readonly slug: string };

/** Reads one answer; the problem in words when it does not fit. */
export function readAnswer<Value>({ schema }: Question<Value>, text: string): { readonly value: Value } | { readonly problem: string } {
  const parsed = schema.safeParse(text);
  return parsed.success ? { value: parsed.data } : { problem: parsed.error.issues[0]?.message ?? 'is not understood' };
}

export function planOf(answers: Answers): SetupPlan {
  return { ...answers, slug: slugOf(answers.facility) };
}

interface Clash {
  readonly flag: string;
  readonly problem: string;
}

/** What two answers together leave wrong, by the flag to mend. */
export function clashesIn(answers: Partial<Answers>): readonly Clash[] {
  const { schedulerName, schedulerEmail, officerName, officerEmail, investigatorName, investigatorEmail, adminEmail } = answers;
  const halves = [
    ...halfNamed('scheduler', schedulerName, schedulerEmail),
    ...halfNamed('officer', officerName, officerEmail),
    ...halfNamed('investigator', investigatorName, investigatorEmail),
  ];
  if (schedulerEmail === undefined || schedulerEmail !== adminEmail) return halves;
  return [...halves, { flag: 'scheduler-email', problem: 'is the admin’s, who may decide about requests anyhow' }];
}

function halfNamed(who: string, name: string | undefined, address: string | undefined): Clash[] {
  if ((name === undefined) === (address === undefined)) return [];
  const [missing, given] = name === undefined ? ['name', 'email'] : ['email', 'name'];
  return [{ flag: `${who}-${missing}`, problem: `is missing beside --${who}-${given}` }];
}

function residentsOf(file: string, context: z.core.$RefinementCtx<string>) {
  const refuse = (message: string) => {
    context.issues.push({ code: 'custom', message, input: file });
    return z.NEVER;
  };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return refuse(`${file} cannot be read`);
  }
  const read = readResidentFile(text, Temporal.Now.plainDateISO().toString());
  if ('residents' in read) return read.residents;
  return refuse(`${file} was not taken, nobody was imported:\n${read.problems.map((one) => `    ${one}`).join('\n')}`);
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}
