import readline from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { planOf, questions, readAnswer, type SetupPlan } from './setup-plan.ts';

type Key = keyof typeof questions;
const keys = Object.keys(questions) as Key[];

export interface Asked {
  readonly plan: SetupPlan;
  readonly newPassword: boolean;
}

/**
 * The plan from flags (`--agency "Cedar County" …`); what is missing is asked for where somebody sits at a terminal.
 * @throws Error that names every flag that is missing or wrong
 */
export async function askForPlan(args: readonly string[], terminal: { readonly interactive: boolean }): Promise<Asked> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(keys.map((key) => [questions[key].flag, { type: 'string' as const }])),
      'new-password': { type: 'boolean' as const },
    },
  });
  const flags: Readonly<Record<string, unknown>> = values;
  const prompt = terminal.interactive ? readline.createInterface({ input: process.stdin, output: process.stdout }) : null;
  const answers: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const key of keys) {
    const given = flags[questions[key].flag];
    let answer = typeof given === 'string' ? readAnswer(key, given) : { problem: 'is missing' };
    while ('problem' in answer && prompt) {
      if (typeof given === 'string' || answer.problem !== 'is missing') process.stdout.write(`  ${answer.problem}\n`);
      answer = readAnswer(key, await prompt.question(`${questions[key].ask} [e.g. ${questions[key].example}]: `));
    }
    if ('problem' in answer)
      problems.push(`  --${questions[key].flag} ${answer.problem} (e.g. --${questions[key].flag} "${questions[key].example}")`);
    else answers[key] = answer.value;
  }
  prompt?.close();
  if (problems.length > 0) throw new Error(`Setup needs to know more:\n${problems.join('\n')}`);
  return { plan: planOf(answers as unknown as SetupPlan), newPassword: flags['new-password'] === true };
}
