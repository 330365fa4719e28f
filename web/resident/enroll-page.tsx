import { useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { asProblem, type ProblemCode } from '../api/problem.ts';
import { useText } from '../text/use-text.ts';

/** Seen once, by whoever sets the station up: the one-time code from the staff's page of stations. */
export function EnrollPage({ onEnrolled }: { readonly onEnrolled: () => void }) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<ProblemCode | null>(null);
  const [busy, setBusy] = useState(false);

  async function enroll(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefused(null);
    try {
      await api('POST /api/station/enroll', { body: { code: code.trim() } });
      onEnrolled();
    } catch (error) {
      setRefused(asProblem(error).code);
      setBusy(false);
    }
  }

  return (
    <div class="station">
      <main class="station-main">
        <h1>{t('station.enroll.title')}</h1>
        <p id="enroll-hint">{t('station.enroll.hint')}</p>
        <form class="station-form" onSubmit={enroll}>
          <label for="code">{t('station.enroll.code')}</label>
          <input
            id="code"
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={40}
            required
            aria-describedby={refused ? 'enroll-hint enroll-refused' : 'enroll-hint'}
            aria-invalid={refused ? 'true' : undefined}
          />
          {refused && (
            <p id="enroll-refused" class="station-refused" role="alert">
              {t(refused === 'wrong-code' ? 'station.enroll.wrong' : `problem.${refused}`)}
            </p>
          )}
          <button type="submit" class="station-key station-main-key station-wide" aria-busy={busy ? 'true' : undefined}>
            {t('station.enroll.act')}
          </button>
        </form>
      </main>
    </div>
  );
}
