import readline from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { clashesIn, optionalQuestions, planOf, type Question, questions, readAnswer, type SetupPlan } from './setup-plan.ts';

const required: readonly (readonly [string, Question<unknown>])[] = Object.entries(questions);
const optional: readonly (readonly [string, Question<unknown>])[] = Object.entries(optionalQuestions);

const unanswered = { problem: 'is missing' };

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
      ...Object.fromEntries([...required, ...optional].map(([, { flag }]) => [flag, { type: 'string' as const }])),
      'new-password': { type: 'boolean' as const },
    },
  });
  const flags: Readonly<Record<string, unknown>> = values;
  const prompt = terminal.interactive ? readline.createInterface({ input: process.stdin, output: process.stdout }) : null;
  const answers: Record<string, unknown> = {};
  const problems: { readonly flag: string; readonly problem: string }[] = [];
  for (const [key, question] of [...required, ...optional]) {
    const given = flags[question.flag];
    const needed = key in questions;
    let answer = typeof given === 'string' ? readAnswer(question, given) : unanswered;
    while ('problem' in answer && prompt) {
      if (answer !== unanswered) process.stdout.write(`  ${answer.problem}\n`);
      const hint = needed ? `e.g. ${question.example}` : `e.g. ${question.example}; Enter leaves it for later`;
      const typed = await prompt.question(`${question.ask} [${hint}]: `);
      if (!needed && typed.trim() === '') {
        answer = unanswered;
        break;
      }
      answer = readAnswer(question, typed);
    }
    if ('value' in answer) answers[key] = answer.value;
    else if (needed || answer !== unanswered) problems.push({ flag: question.flag, problem: answer.problem });
  }
  prompt?.close();
  problems.push(...clashesIn(answers as Partial<SetupPlan>));
  if (problems.length > 0) throw new Error(`Setup needs to know more:\n${problems.map(inWords).join('\n')}`);
  return { plan: planOf(answers as unknown as SetupPlan), newPassword: flags['new-password'] === true };
}

function inWords({ flag, problem }: { readonly flag: string; readonly problem: string }): string {
  const example = [...required, ...optional].find(([, question]) => question.flag === flag)?.[1].example;
  return `  --${flag} ${problem} (e.g. --${flag} "${example}")`;
}
