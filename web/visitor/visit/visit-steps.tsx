import { useText } from '../../text/use-text.ts';
import { LengthAndPrice } from '../../ui/length-and-price.tsx';
import { type Step, StepLine } from '../../ui/step-line.tsx';
import { Moment } from '../../ui/time-text.tsx';
import type { Visit } from './visitor-visit.ts';

/** Events that stop a visit. */
const stops: readonly string[] = ['denied', 'expired', 'cancelled', 'withdrawn', 'no-show'];
/** What is still to come from each status on, the first of it being awaited now. */
const coming = {
  held: ['requested', 'confirmed', 'opened', 'ended'],
  requested: ['confirmed', 'opened', 'ended'],
  revised: ['answer', 'opened', 'ended'],
  confirmed: ['opened', 'ended'],
  joinable: ['ended'],
  'in-call': ['ended'],
  ended: [],
  denied: [],
  withdrawn: [],
  expired: [],
  cancelled: [],
  'no-show': [],
} as const satisfies Record<Visit['status'], readonly string[]>;

/** The line of a visit's steps with times and the roles that took them, and those still to come. */
export function VisitSteps({ visit }: { readonly visit: Visit }) {
  const { t, has } = useText();
  const done: Step[] = visit.steps.flatMap((step, index): Step[] => {
    const title = `step.${step.event}`;
    if (!has(title)) return [];
    const role = `role.${step.by}`;
    return [
      {
        key: `${index} ${step.event}`,
        title: t(title),
        state: stops.includes(step.event) ? 'stopped' : 'done',
        detail: (
          <p>
            <Moment at={step.at} />
            {has(role) && ` · ${t(role)}`}
            {step.offered && (
              <>
                <br />
                <Moment at={step.offered.startsAt} timeZone={visit.facility.timeZone} /> ·{' '}
                <LengthAndPrice minutes={step.offered.lengthMinutes} totalCents={step.offered.quote.totalCents} />
              </>
            )}
          </p>
        ),
      },
    ];
  });
  const next = coming[visit.status].map(
    (event, index): Step => ({ key: `coming ${event}`, title: t(`coming.${event}`), state: index === 0 ? 'now' : 'next' }),
  );
  return (
    <div class="card">
      <StepLine label={t('visit.steps')} steps={[...done, ...next]} />
    </div>
  );
}
