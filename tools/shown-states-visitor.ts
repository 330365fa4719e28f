import type { RouteOutput } from '../src/contract/routes.ts';
import { chooseWithOldLink, press } from './press.ts';
import type { Found, OpenPage, ShownPage, Visit } from './shown-pages.ts';
import { altered, refused, type StagedAnswer, serverAway, staged } from './staged-answer.ts';

type Payment = Visit['payment'];
const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();

/** States of the visitor's pages that the demo data do not have or that come after a press: bad days, empty lists, questions. */
export function visitorStates(found: Found): ShownPage[] {
  const ana = (name: string, address: string, ...answers: StagedAnswer[]): ShownPage => ({ name, person: 'ana', address, answers });
  const book = `/book/${found.residentId}`;
  return [
    nobody('sign-up-wrong', '/sign-up', (open) => press(open, open.t('signUp.button'))),
    nobody('sign-in-wrong', '/sign-in', async (open) => {
      await open.page.getByLabel(open.t('field.email')).fill('nobody@example.org');
      await open.page.getByLabel(open.t('field.password'), { exact: true }).fill('not the password');
      await press(open, open.t('signIn.button'));
      await open.page.getByRole('alert').waitFor();
    }),
    nobody('sign-in-first', '/home'),
    nobody('forgot-sent', '/forgot', async (open) => {
      await open.page.getByLabel(open.t('field.email')).fill('nobody@example.org');
      await press(open, open.t('forgot.button'));
      await open.page.getByRole('status').waitFor();
    }),
    nobody('reset-expired', '/reset?token=0123456789abcdef', chooseWithOldLink),
    nobody('facility-unknown', '/facility/nowhere'),
    ana('visit-unknown', '/visit/vst_nowhere'),
    ana(
      'home-empty',
      '/home',
      staged('GET /api/visitor/visits', { visits: [], more: false }),
      staged('GET /api/visitor/contacts', { contacts: [] }),
    ),
    ana('home-away', '/home', serverAway),
    ana('home-error', '/home', refused('GET /api/visitor/contacts', 'internal', 500)),
    {
      ...ana('home-offline', '/home'),
      reach: async ({ page, t }) => {
        await page.context().setOffline(true);
        await page.getByText(t('ui.youAreOffline')).waitFor();
      },
    },
    ana('visits-empty', '/visits', staged('GET /api/visitor/visits', { visits: [], more: false })),
    ana(
      'book-refused',
      book,
      offers((real) => ({ ...real, refusedBecause: 'connection-not-active' })),
    ),
    ana(
      'book-no-times',
      `${book}?step=time&minutes=20`,
      offers((real) => ({ ...real, days: real.days.map((day) => ({ ...day, slots: [], closedBecause: 'date-blocked' as const })) })),
    ),
    ...(found.held
      ? [
          ana(
            'book-lost',
            `${book}?step=check&visit=${found.held.id}`,
            altered('GET /api/visitor/visits/:visitId', (visit) => ({
              ...visit,
              status: 'expired',
              reason: 'hold-lapsed',
              lapsesAt: null,
            })),
          ),
        ]
      : []),
    ...(found.cardPage ? cardPages(found.cardPage) : []),
    ...visitStates(found),
    {
      ...ana('account-delete', '/account'),
      reach: (open) => press(open, open.t('account.delete')),
    },
  ];
}

/** The processor's page speaks the language of the visitor who came; another is chosen as a payer does, by its address. */
function cardPages(address: string): ShownPage[] {
  const choose = ({ page, language }: OpenPage) => page.goto(`${address}?lang=${language}`);
  return [
    nobody('card-page', address, async (open) => void (await choose(open))),
    nobody('card-page-approve', address, async (open) => {
      await choose(open);
      await open.page.locator('button[value="second-step"]').click();
      await open.page.locator('#save').click();
      await open.page.locator('#approve').waitFor();
    }),
  ];
}

function visitStates({ visits }: Found): ShownPage[] {
  const one = (status: Visit['status'], name: string, more: Partial<ShownPage>, end = ''): ShownPage[] => {
    const own = visits.find(({ visit }) => visit.status === status);
    return own ? [{ name, person: own.person, address: `/visit/${own.visit.id}${end}`, ...more }] : [];
  };
  return [
    ...one('confirmed', 'visit-mend', { answers: [paying({ status: 'failed', failureCode: 'card-declined', mendBy: hours(3) })] }),
    ...one('confirmed', 'visit-approve', { answers: [paying({ status: 'needs-approval', failureCode: null, mendBy: hours(3) })] }),
    ...one('confirmed', 'visit-cancel', { reach: (open) => press(open, open.t('end.cancel')) }),
    ...one('requested', 'visit-withdraw', { reach: (open) => press(open, open.t('end.withdraw')) }),
    ...one('joinable', 'call-ended', { answers: [endedCall('left-resident')] }, '/call'),
    ...one('joinable', 'call-failed', { answers: [endedCall('platform-failed')] }, '/call'),
    ...one(
      'ended',
      'receipt-pending',
      {
        answers: [altered('GET /api/visitor/visits/:visitId/summary', (real) => ({ ...real, settlement: null }))],
      },
      '/receipt',
    ),
  ];
}

function offers(
  change: (
    real: RouteOutput<'GET /api/visitor/contacts/:residentId/offers'>,
  ) => RouteOutput<'GET /api/visitor/contacts/:residentId/offers'>,
) {
  return altered('GET /api/visitor/contacts/:residentId/offers', change);
}

function paying(payment: Partial<Payment>): StagedAnswer {
  return altered('GET /api/visitor/visits/:visitId', (visit) => ({
    ...visit,
    quote: { ...visit.quote, totalCents: visit.quote.totalCents || 340 },
    payment: { ...visit.payment, card: visit.payment.card ?? { brand: 'visa', last4: '3184' }, ...payment },
  }));
}

function endedCall(endCause: string): StagedAnswer {
  return altered('GET /api/visitor/visits/:visitId/call', (view) => ({ ...view, status: 'ended', endCause }));
}

function nobody(name: string, address: string, reach?: ShownPage['reach']): ShownPage {
  return { name, person: 'nobody', address, ...(reach ? { reach } : {}) };
}
