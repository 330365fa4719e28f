import { press } from './press.ts';
import type { OpenPage, ShownPage } from './shown-pages.ts';
import { altered, refused, type StagedAnswer, serverAway, staged } from './staged-answer.ts';

const ended: StagedAnswer = altered('GET /api/station/visits/:visitId/call', (view) => ({
  ...view,
  status: 'ended',
  endCause: 'time-is-up',
}));

/** States of the wall that come after a touch, a wait or a fault. */
export function stationStates(): ShownPage[] {
  const idle = (name: string, ...answers: StagedAnswer[]): ShownPage => ({ name, person: 'station', address: '/station', answers });
  const signedIn = (name: string, ...answers: StagedAnswer[]): ShownPage => ({ name, person: 'resident', address: '/station', answers });
  return [
    {
      name: 'station-enroll-wrong',
      person: 'nobody',
      address: '/station',
      reach: async (open) => {
        await open.page.getByLabel(open.t('station.enroll.code')).fill('00000000');
        await press(open, open.t('station.enroll.act'));
        await open.page.getByRole('alert').waitFor();
      },
    },
    idle('station-trouble', serverAway),
    { ...idle('station-number'), reach: begin },
    {
      ...idle('station-pin-wrong', refused('POST /api/station/sign-in', 'wrong-number-or-pin', 401)),
      reach: async (open) => {
        await begin(open);
        await type(open, '204117', open.t('station.signIn.go'));
        await type(open, '2469', open.t('station.signIn.act'));
        await open.page.getByRole('alert').waitFor();
      },
    },
    signedIn('station-visits-empty', staged('GET /api/station/visits', { visits: [] })),
    signedIn(
      'station-elsewhere',
      altered('GET /api/station/visits', ({ visits }) => ({ visits: visits.map((visit) => ({ ...visit, here: false })) })),
    ),
    { ...signedIn('station-decline'), reach: (open) => press(open, open.t('station.decline.ask')) },
    { ...signedIn('station-waiting-room'), reach: enter },
    { ...signedIn('station-call-ended', ended), reach: enter },
    {
      ...signedIn(
        'station-after',
        ended,
        altered('GET /api/station/visits/:visitId/summary', (real) => ({ ...real, deliveredSeconds: 1_140 })),
      ),
      reach: async (open) => {
        await enter(open);
        await press(open, open.t('call.ended.close'));
        await open.page.getByRole('heading', { name: open.t('station.call.title') }).waitFor();
      },
    },
    {
      ...signedIn('station-still-there'),
      // The clock of the context goes on from there, so this comes last.
      reach: async (open) => {
        await open.page.clock.install();
        await open.page.reload();
        await open.page.getByRole('button', { name: open.t('station.signOut') }).waitFor();
        await open.page.clock.fastForward(65_000);
        await open.page.getByRole('alertdialog').waitFor();
      },
    },
  ];
}

async function begin({ page, language, t }: OpenPage): Promise<void> {
  await page.locator(`button[lang="${language}"]`).click();
  await page.getByRole('heading', { name: t('station.signIn.number') }).waitFor();
}

async function type(open: OpenPage, digits: string, done: string): Promise<void> {
  for (const digit of digits) await press(open, digit);
  await press(open, done);
}

async function enter(open: OpenPage): Promise<void> {
  await press(open, open.t('station.visits.enter'));
  await open.page.locator('.call h1').waitFor();
}
