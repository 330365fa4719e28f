import { useText } from '../../text/use-text.ts';
import { type Step, StepLine } from '../../ui/step-line.tsx';
import { Moment } from '../../ui/time-text.tsx';
import { isOver, type Visit } from './visitor-visit.ts';

/** Events that stop a visit. */
const stops: readonly string[] = ['denied', 'expired', 'cancelled', 'withdrawn', 'no-show'];
/** What every visit goes through, in order, by the event that marks it. */
const way = ['requested', 'confirmed', 'opened', 'ended'] as const;

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
          </p>
        ),
      },
    ];
  });
  const happened = new Set(visit.steps.map((step) => step.event));
  const coming: Step[] = isOver(visit)
    ? []
    : way
        .filter((event) => !happened.has(event))
        .map((event, index) => ({ key: `coming ${event}`, title: t(`coming.${event}`), state: index === 0 ? 'now' : 'next' }));
  return (
    <div class="card">
      <StepLine label={t('visit.steps')} steps={[...done, ...coming]} />
    </div>
  );
}
