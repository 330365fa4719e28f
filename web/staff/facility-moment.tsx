import { momentText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { useMe } from './signed-in.ts';

/** One short moment in facility time: staff of one facility speak of one clock, wherever their browser is. */
export function FacilityMoment({ at }: { readonly at: string }) {
  const { language } = useText();
  return <time dateTime={at}>{momentText(language, at, useMe().facility.timeZone)}</time>;
}
