import { useEffect, useRef } from 'preact/hooks';
import type { ApiProblem } from '../api/problem.ts';
import { momentText, ownTimeZone } from '../text/format.ts';
import { type Text, useText } from '../text/use-text.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** What a refusal says to the reader: the rules' own sentences when rules refused, else the sentence of its code. */
export function problemText({ t, has, language }: Pick<Text, 't' | 'has' | 'language'>, problem: ApiProblem): string {
  const codes = problem.code === 'rules-refuse' && problem.findings.length > 0 ? problem.findings.map((one) => one.code) : [problem.code];
  const sentences = codes.map((code) => {
    const key = `problem.${code}`;
    return has(key) ? t(key) : t('problem.internal');
  });
  const until = problem.findings.find((finding) => finding.until !== null)?.until;
  if (until) sentences.push(t('ui.possibleFrom', { date: momentText(language, until, ownTimeZone()) }));
  return [...new Set(sentences)].join(' ');
}

/** A server that is started again is back within seconds; everybody else asks at the same time. */
const RETRY_MILLISECONDS = 5000;

/** A failed call in words, and a way to try again where that can help: what may pass by itself is tried again without a press, too. */
export function ProblemNotice({ problem, onRetry }: { readonly problem: ApiProblem | null; readonly onRetry?: (() => void) | undefined }) {
  const text = useText();
  const retry = useRef(onRetry);
  retry.current = onRetry;
  const mayPass = problem?.isPassing === true && onRetry !== undefined;
  // Each failure is a problem of its own, and so begins a new wait.
  useEffect(() => {
    if (!mayPass) return undefined;
    const timer = setTimeout(() => retry.current?.(), RETRY_MILLISECONDS * (0.8 + 0.4 * Math.random()));
    return () => clearTimeout(timer);
  }, [problem, mayPass]);
  if (!problem) return null;
  return (
    <Notice kind={problem.code === 'offline' ? 'warn' : 'error'} announce>
      <p>{problemText(text, problem)}</p>
      {onRetry && (
        <Button icon="refresh" onPress={onRetry}>
          {text.t('ui.retry')}
        </Button>
      )}
    </Notice>
  );
}
