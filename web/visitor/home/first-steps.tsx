import { useText } from '../../text/use-text.ts';
import { Link } from '../../ui/router.tsx';
import { StepLine } from '../../ui/step-line.tsx';
import { wasDeviceTested } from '../test-device/device-tested.ts';

/** The way to the first visit, as a list that ticks itself. */
export function FirstSteps({ isOnList }: { readonly isOnList: boolean }) {
  const { t } = useText();
  const tested = wasDeviceTested();
  return (
    <section class="card">
      <h2>{t('first.title')}</h2>
      <StepLine
        label={t('first.title')}
        steps={[
          { key: 'account', title: t('first.account'), state: 'done' },
          {
            key: 'list',
            title: t('first.list'),
            state: isOnList ? 'done' : 'now',
            detail: isOnList ? null : <p>{t('first.listHow')}</p>,
          },
          {
            key: 'phone',
            title: t('first.phone'),
            state: tested ? 'done' : 'now',
            detail: tested ? null : <Link to="/test-device">{t('landing.test')}</Link>,
          },
          { key: 'book', title: t('first.book'), state: isOnList ? 'now' : 'next' },
        ]}
      />
    </section>
  );
}
