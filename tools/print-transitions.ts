import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callStatuses } from '../src/core/call/call.ts';
import { callTransitions } from '../src/core/call/transitions.ts';
import { visitTransitions } from '../src/core/visit/transitions.ts';
import { finalVisitStatuses, visitStatuses } from '../src/core/visit/visit-status.ts';

/** Where the page belongs. */
export const visitLifePath = fileURLToPath(new URL('../docs/visit-life.md', import.meta.url));

/** docs/visit-life.md: what may happen to a visit and to a call, from the tables the code itself obeys. */
export function visitLifePage(): string {
  const visitStatusesBeforeTheEnd = (['none', ...visitStatuses] as const).filter(
    (status) => Object.keys(visitTransitions[status]).length > 0,
  );
  return `${[
    '# The life of a visit and of its call',
    '',
    'This page is printed by `node tools/print-transitions.ts` from `src/core/visit/transitions.ts` and `src/core/call/transitions.ts`; a test fails when it is stale.',
    '',
    '## Visit: what may be commanded in which status',
    '',
    'Everything that is not in this table is refused with `not-in-this-status`. Where two statuses stand, findings or the outcome decide between them. Cancelling or withdrawing once more changes nothing and is no error.',
    '',
    ...table(
      ['status', 'command', 'becomes'],
      visitStatusesBeforeTheEnd.flatMap((status) =>
        Object.entries(visitTransitions[status]).map(([command, next]) => [code(status), code(command), next.map(code).join(' or ')]),
      ),
    ),
    '',
    `Final, with their claims released: ${finalVisitStatuses.map(code).join(', ')}.`,
    '',
    'While a visit is `revised`, its own slot and price stand. Those of the offer take their place with `accept-revision` and not before, and no money is set aside before `confirmed`, so what is set aside is always the accepted price.',
    '',
    '### Deadlines',
    '',
    ...table(['status', 'lapses', 'as'], deadlines),
    '',
    '`confirmed` becomes `joinable` from `waitingRoomMinutes` before its start, `joinable` becomes `in-call` between its booked start and its booked end. A deadline is past from its own instant on.',
    '',
    '## Call: what moves it',
    '',
    'Events that are not in this table are kept and leave the status as it is. Nothing follows the end.',
    '',
    ...table(
      ['status', 'event', 'becomes'],
      callStatuses.flatMap((status) =>
        Object.entries(callTransitions[status]).map(([event, next]) => [code(status), code(event), code(next)]),
      ),
    ),
  ].join('\n')}\n`;
}

const deadlines = [
  ['`held`', '`holdMinutes` after it was taken, lengthened once by the same', '`expired`, `hold-lapsed`'],
  [
    '`requested`',
    '`requestExpiresMinutesBefore` its start; a late request, after half of the time left',
    '`expired`, `not-answered-in-time`',
  ],
  [
    '`revised`',
    'after `revisionAnswerHours`, never beyond what a request for the offered start would have',
    '`expired`, `revision-lapsed`',
  ],
];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function code(word: string): string {
  return `\`${word}\``;
}

if (import.meta.main) writeFileSync(visitLifePath, visitLifePage());
