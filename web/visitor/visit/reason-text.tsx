import { useText } from '../../text/use-text.ts';
import type { Visit } from './visitor-visit.ts';

/** Why, in the reader's language, and what staff wrote beside it. */
export function ReasonText({ visit }: { readonly visit: Visit }) {
  const { t, has } = useText();
  const key = `reason.${visit.reason}`;
  return (
    <>
      {visit.reason && has(key) && <p>{t(key)}</p>}
      {visit.note && (
        <p>
          {t('visit.note')} <q>{visit.note}</q>
        </p>
      )}
    </>
  );
}
