import type { ComponentChildren } from 'preact';
import { useText } from '../text/use-text.ts';
import { Icon, type IconName } from './icon.tsx';
import './step-line.css';

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly state: 'done' | 'now' | 'next' | 'stopped';
  readonly detail?: ComponentChildren;
}
const icons: Readonly<Record<Step['state'], IconName>> = { done: 'done', now: 'clock', next: 'circle', stopped: 'error' };

/** Where something stands, as a line from top to bottom. */
export function StepLine({ steps, label }: { readonly steps: readonly Step[]; readonly label: string }) {
  const { t } = useText();
  const words: Readonly<Record<Step['state'], string>> = {
    done: t('ui.stepDone'),
    now: t('ui.stepNow'),
    next: t('ui.stepNext'),
    stopped: t('ui.stepDone'),
  };
  return (
    <ol class="step-line" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} class={`step step-${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <Icon name={icons[step.state]} />
          <div class="step-body">
            <p class="step-title">
              {step.title}
              <span class="visually-hidden"> ({words[step.state]})</span>
            </p>
            {step.detail && <div class="step-detail">{step.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
