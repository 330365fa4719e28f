import { api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { dateText, moneyText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useForm } from '../ui/use-form.ts';
import { useRequest } from '../ui/use-request.ts';
import { centsOf } from './cents-of.ts';
import { FacilityMoment } from './facility-moment.tsx';
import { holds, useMe } from './signed-in.ts';

/** Rates of the facility by date, the cap they are held against and its law; an over-cap rate cannot be saved. */
export function RatesPage() {
  const { t, language } = useText();
  const me = useMe();
  const rates = useRequest('rates', () => api('GET /api/staff/rates'));
  return (
    <>
      <PageTitle lead={t('staff.rates.lead')}>{t('staff.rates.title')}</PageTitle>
      <Loaded request={rates}>
        {(data) => (
          <>
            {data.isUnpayable && (
              <Notice kind="warn" announce title={t('staff.rates.unpayable')}>
                <p>{t('staff.rates.unpayableMore')}</p>
              </Notice>
            )}
            <Notice title={t('staff.rates.cap', { amount: moneyText(language, data.cap.centsPerMinute) })}>
              <p>{data.cap.citation}</p>
            </Notice>
            <table class="staff-table">
              <thead>
                <tr>
                  <th scope="col">{t('staff.rates.from')}</th>
                  <th scope="col">{t('staff.rates.rate')}</th>
                  <th scope="col">{t('staff.rates.underCap')}</th>
                  <th scope="col">{t('staff.rates.saved')}</th>
                </tr>
              </thead>
              <tbody>
                {data.rates.map((rate) => (
                  <tr key={rate.effectiveOn}>
                    <th scope="row">{dateText(language, rate.effectiveOn, 'long')}</th>
                    <td>{moneyText(language, rate.centsPerMinute)}</td>
                    <td>
                      {moneyText(language, rate.capCentsPerMinute)} ({rate.capScheduleId})
                    </td>
                    <td>
                      {rate.savedBy}, <FacilityMoment at={rate.savedAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {holds(me, 'facility-admin') && <RateForm onSaved={rates.refetch} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function RateForm({ onSaved }: { readonly onSaved: () => void }) {
  const { t, language } = useText();
  const form = useForm({ centsPerMinute: '', effectiveOn: '' });
  const { problem } = form;
  const cap = problem?.code === 'rate-above-cap' ? problem.detail : null;
  return (
    <form
      noValidate
      class="card"
      onSubmit={(event) =>
        form.submit(event, async (values) => {
          const cents = centsOf(values.centsPerMinute);
          if (cents === null) throw asProblem(null);
          await api('POST /api/staff/rates', { body: { centsPerMinute: cents, effectiveOn: values.effectiveOn } });
          onSaved();
        })
      }
    >
      <h2>{t('staff.rates.new')}</h2>
      <ProblemNotice problem={problem} />
      {cap && (
        <Notice kind="warn">
          <p>
            {t('staff.rates.refused', {
              amount: moneyText(language, Number(cap.capCentsPerMinute ?? 0)),
              schedule: String(cap.scheduleId ?? ''),
              date: dateText(language, String(cap.on ?? form.values.effectiveOn), 'long'),
            })}
          </p>
        </Notice>
      )}
      <Field
        form={form}
        name="centsPerMinute"
        label={t('staff.rates.amount')}
        hint={t('staff.rates.amountHint')}
        wrong={t('staff.rates.amountWrong')}
        inputMode="text"
        maxLength={8}
      />
      <Field form={form} name="effectiveOn" type="date" label={t('staff.rates.from')} wrong={t('staff.rates.fromWrong')} />
      <Button kind="main" submit busy={form.busy}>
        {t('staff.rates.save')}
      </Button>
    </form>
  );
}
