import { movementStates } from '../src/contract/staff-visit.ts';
import { chooseWithOldLink, press } from './press.ts';
import type { Found, OpenPage, Person, ShownPage } from './shown-pages.ts';
import { altered, refused, type StagedAnswer, serverAway, staged } from './staged-answer.ts';

/** States of the staff pages that the demo data do not have or that come after a press. */
export function staffStates(found: Found): ShownPage[] {
  const page = (person: Person, name: string, address: string, ...answers: StagedAnswer[]): ShownPage => ({
    name,
    person,
    address,
    answers,
  });
  const requested = found.staffVisitId;
  const confirmed = found.visits.find(({ visit }) => visit.status === 'confirmed' && visit.facility.slug === 'cedar-county-jail');
  return [
    { ...page('nobody', 'staff-enroll', '/staff', staged('POST /api/staff/sign-in', { next: 'enroll' }), enrollment), reach: passPassword },
    {
      ...page(
        'nobody',
        'staff-code',
        '/staff',
        staged('POST /api/staff/sign-in', { next: 'code' }),
        refused('POST /api/staff/verify-code', 'wrong-code', 401),
      ),
      reach: async (open) => {
        await passPassword(open);
        await open.page.getByLabel(open.t('staff.code.label'), { exact: true }).fill('000000');
        await press(open, open.t('staff.code.act'));
        await open.page.getByRole('alert').waitFor();
      },
    },
    {
      ...page('nobody', 'staff-reset-expired', '/staff/reset?token=0123456789abcdef'),
      reach: chooseWithOldLink,
    },
    page('nobody', 'staff-away', '/staff', serverAway),
    page('scheduler', 'staff-not-found', '/staff/nowhere'),
    page('scheduler', 'staff-visit-unknown', '/staff/visit/vst_nowhere'),
    page('scheduler', 'staff-queue-error', '/staff/queue', refused('GET /api/staff/queue', 'internal', 500)),
    page(
      'scheduler',
      'staff-queue-empty',
      '/staff/queue',
      staged('GET /api/staff/queue', { visits: [], nextKnownWorkAt: new Date(Date.now() + 7_200_000).toISOString() }),
    ),
    ...(requested
      ? (['deny', 'revise'] as const).map(
          (act): ShownPage => ({
            ...page('scheduler', `staff-${act}`, `/staff/visit/${requested}`),
            reach: (open) => press(open, open.t(`staff.decide.${act}`)),
          }),
        )
      : []),
    ...(confirmed
      ? [
          {
            ...page('scheduler', 'staff-cancel', `/staff/visit/${confirmed.visit.id}`),
            reach: (open: OpenPage) => press(open, open.t('staff.decide.cancel')),
          },
        ]
      : []),
    page(
      'officer',
      'staff-today-empty',
      '/staff/today',
      altered('GET /api/staff/today', (day) => ({ ...day, units: [] })),
    ),
    page('officer', 'staff-today-marked', '/staff/today', marked),
    page('admin', 'staff-residents-none', '/staff/residents?search=nobody', staged('GET /api/staff/residents', { residents: [] })),
    { ...page('admin', 'staff-pin-question', '/staff/residents'), reach: (open) => press(open, open.t('staff.residents.givePin')) },
    {
      ...page('admin', 'staff-pin', '/staff/residents', staged('POST /api/staff/residents/:residentId/pin', { pin: '731946' })),
      reach: async (open) => {
        await press(open, open.t('staff.residents.givePin'));
        await press(open, open.t('staff.residents.pinYes'));
        await open.page.getByText('731946').waitFor();
      },
    },
    page('admin', 'staff-stations-none', '/staff/stations', staged('GET /api/staff/stations', { stations: [] })),
    {
      ...page('admin', 'staff-station-code', '/staff/stations', notEnrolled, codeOfStation),
      reach: (open) => press(open, open.t('staff.stations.makeCode')),
    },
    page('admin', 'staff-audit-empty', '/staff/audit', staged('GET /api/staff/audit', { rows: [], more: false })),
    page(
      'investigator',
      'staff-recordings-empty',
      '/staff/recordings',
      staged('GET /api/staff/recordings', { recordings: [], more: false }),
    ),
    ...(found.recordingId
      ? [
          { ...page('investigator', 'staff-recording-open', `/staff/recordings/${found.recordingId}`), reach: look },
          {
            ...page(
              'investigator',
              'staff-recording-nothing',
              `/staff/recordings/${found.recordingId}`,
              altered('POST /api/staff/recordings/:recordingId/look', (detail) => ({ ...detail, files: [] })),
            ),
            reach: look,
          },
          { ...page('investigator', 'staff-recording-broken', `/staff/recordings/${found.recordingId}`, broken), reach: look },
        ]
      : []),
  ];
}

const enrollment = staged('POST /api/staff/enroll', {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/OpenVisit:sam@cedar.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=OpenVisit',
  recoveryCodes: Array.from({ length: 10 }, (_, index) => `k7m2-9xq4-${index}trw`),
});
const marked = altered('GET /api/staff/today', (day) => ({
  ...day,
  units: day.units.map((unit) => ({
    ...unit,
    visits: unit.visits.map((row, index) => ({
      ...row,
      status: 'confirmed' as const,
      movement: { state: movementStates[index % movementStates.length] ?? 'fetched', at: row.times.startsAt },
    })),
  })),
}));
const notEnrolled = altered('GET /api/staff/stations', ({ stations }) => ({
  stations: stations.map((station) => ({ ...station, enrolledAt: null, lastSeenAt: null, viewApprovedAt: null })),
}));
const codeOfStation = staged('POST /api/staff/stations/:stationId/enrollment-code', {
  code: 'H4TW9XK2',
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
});
const broken = altered('POST /api/staff/recordings/:recordingId/look', (detail) => ({
  ...detail,
  files: detail.files.map((file) => ({ ...file, integrity: { intact: false as const, brokenAtSecond: 12, reason: 'chunk-hash' } })),
}));

async function passPassword(open: OpenPage): Promise<void> {
  await open.page.getByLabel(open.t('staff.signIn.email')).fill('sam@cedar.example');
  await open.page.getByLabel(open.t('field.password'), { exact: true }).fill('four words in a row');
  await press(open, open.t('staff.signIn.act'));
  await open.page.getByRole('button', { name: open.t('staff.code.again') }).waitFor();
}

async function look(open: OpenPage): Promise<void> {
  await open.page.getByLabel(open.t('staff.recording.purpose')).fill('Looking at how this page looks');
  await press(open, open.t('staff.recording.open'));
  await open.page.getByRole('heading', { name: open.t('staff.recording.looks') }).waitFor();
}
