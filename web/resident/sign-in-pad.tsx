import { useEffect, useRef, useState } from 'preact/hooks';
import { MOST_BOOKING_DIGITS } from '../../src/contract/booking-number.ts';
import { api } from '../api/client.ts';
import { asProblem, type ProblemCode } from '../api/problem.ts';
import { useText } from '../text/use-text.ts';
import type { Station } from './idle-screen.tsx';
import { NumberPad } from './number-pad.tsx';
import { canSpeak, hush, speak } from './speak.ts';
import { StationFrame } from './station-frame.tsx';
import { StillThere } from './still-there.tsx';

interface SignInPadProps {
  readonly station: Station;
  readonly onBack: () => void;
  readonly onSignedIn: (residentName: string) => void;
  /** The station itself is no longer enrolled. */
  readonly onEnded: () => void;
}

const longestPin = 8;
const shortestPin = 4;

/** Resident number, then PIN: one question a screen. The PIN is never shown; wrong ones do not say which of the two was wrong. */
export function SignInPad({ station, onBack, onSignedIn, onEnded }: SignInPadProps) {
  const { t, language } = useText();
  const [step, setStep] = useState<'number' | 'pin'>('number');
  const [bookingNumber, setBookingNumber] = useState('');
  const [pin, setPin] = useState('');
  const [refused, setRefused] = useState<ProblemCode | null>(null);
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, [step]);
  useEffect(() => hush, []);

  const typed = step === 'number' ? bookingNumber : pin;
  const change = (text: string): void => {
    setRefused(null);
    if (step === 'number') setBookingNumber(text.slice(0, MOST_BOOKING_DIGITS));
    else setPin(text.slice(0, longestPin));
  };

  async function finish(): Promise<void> {
    if (step === 'number') {
      setStep('pin');
      return;
    }
    setBusy(true);
    try {
      const { name } = await api('POST /api/station/sign-in', { body: { bookingNumber, pin, language } });
      onSignedIn(name);
    } catch (error) {
      const { code } = asProblem(error);
      setBusy(false);
      setPin('');
      if (code === 'station-not-enrolled' || code === 'not-signed-in') onEnded();
      else setRefused(code);
    }
  }

  const sentence = t(step === 'number' ? 'station.signIn.number' : 'station.signIn.pin');
  return (
    <StationFrame station={station} next={t(step === 'number' ? 'station.signIn.nextPin' : 'station.signIn.nextVisits')}>
      <div class="station-columns">
        <section>
          <h1 ref={title} tabIndex={-1}>
            {sentence}
          </h1>
          {step === 'number' && <p>{t('station.signIn.digits')}</p>}
          <output class="station-typed" aria-label={t('station.signIn.typed', { count: typed.length })}>
            {step === 'number' ? bookingNumber : '•'.repeat(pin.length)}
          </output>
          {refused && (
            <p class="station-refused" role="alert">
              {t(`problem.${refused}`)}
            </p>
          )}
          <div class="station-choices">
            {canSpeak() && (
              <button type="button" class="station-key" onClick={() => speak(sentence, language)}>
                {t('station.listen')}
              </button>
            )}
            <button type="button" class="station-key" onClick={() => (step === 'pin' ? setStep('number') : onBack())}>
              {t('ui.back')}
            </button>
          </div>
        </section>
        <NumberPad
          onDigit={(digit) => change(typed + digit)}
          onErase={() => change(typed.slice(0, -1))}
          onDone={finish}
          doneText={t(step === 'number' ? 'station.signIn.go' : 'station.signIn.act')}
          canFinish={step === 'number' ? bookingNumber.length > 0 : pin.length >= shortestPin}
          busy={busy}
        />
      </div>
      <StillThere onGone={onBack} />
    </StationFrame>
  );
}
