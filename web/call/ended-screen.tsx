import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { CallView } from './call-api.ts';

interface EndedScreenProps {
  readonly view: CallView;
  readonly variant: 'visitor' | 'station';
  readonly onDone: () => void;
}

/** Says that it is over and why, in words without blame. */
export function EndedScreen({ view, variant, onDone }: EndedScreenProps) {
  const { t, has } = useText();
  const mine = view.endCause === (variant === 'visitor' ? 'left-visitor' : 'left-resident');
  const others = view.endCause === (variant === 'visitor' ? 'left-resident' : 'left-visitor');
  // A cancelled visit takes its call along; whoever cancelled it, the call itself was ended by nobody.
  const cause = view.visitStatus === 'cancelled' ? 'cancelled' : (view.endCause ?? view.visitStatus);
  const key = mine ? 'call.ended.me' : others ? 'call.ended.other' : `call.ended.${cause}`;
  return (
    <section class="call-ended">
      <PageTitle>{t('call.ended.title')}</PageTitle>
      <p>{has(key) ? t(key, { name: view.other.name }) : t('call.ended.unknown')}</p>
      <Button kind="main" wide onPress={onDone}>
        {t(variant === 'visitor' ? 'call.ended.toSummary' : 'call.ended.close')}
      </Button>
    </section>
  );
}
