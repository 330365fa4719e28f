import { useText } from '../text/use-text.ts';
import { LengthAndPrice } from '../ui/length-and-price.tsx';
import { FacilityMoment } from './facility-moment.tsx';
import { VisitTime } from './visit-line.tsx';
import type { VisitDetail } from './visit-panel.tsx';

/** Every change: what, who, in which role, through which door, when and why. */
export function VisitHistory({ steps }: { readonly steps: VisitDetail['history'] }) {
  const { t, has } = useText();
  const word = (prefix: string, code: string): string => {
    const key = `${prefix}.${code}`;
    return has(key) ? t(key) : code;
  };
  return (
    <ol class="history">
      {steps.map((step) => (
        <li key={`${step.at} ${step.event}`}>
          <strong>{word('staff.event', step.event)}</strong> <FacilityMoment at={step.at} />
          <span class="soft">
            {' '}
            · {step.actorName ?? word('staff.role', step.by)} ({word('staff.channel', step.channel)})
          </span>
          {step.offered && (
            <span>
              {' · '}
              <VisitTime times={step.offered} /> ·{' '}
              <LengthAndPrice minutes={step.offered.lengthMinutes} totalCents={step.offered.quote.totalCents} />
            </span>
          )}
          {step.reason && <span> · {word('staff.reason', step.reason)}</span>}
          {step.note && <q>{step.note}</q>}
        </li>
      ))}
    </ol>
  );
}
