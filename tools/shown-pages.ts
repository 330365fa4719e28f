import type { Page } from 'playwright-core';
import type { RouteOutput } from '../src/contract/routes.ts';
import type { TextKey } from '../web/text/catalogues.ts';
import { staffStates } from './shown-states-staff.ts';
import { stationStates } from './shown-states-station.ts';
import { visitorStates } from './shown-states-visitor.ts';
import type { StagedAnswer } from './staged-answer.ts';

export type Visit = RouteOutput<'GET /api/visitor/visits/:visitId'>;
/** Visitors of the demo whose visits and contacts have every state between them. */
export const tourVisitors = ['ana', 'rosa', 'miguel', 'james', 'helen'] as const;
export type TourVisitor = (typeof tourVisitors)[number];
export type Person = 'nobody' | TourVisitor | 'scheduler' | 'officer' | 'investigator' | 'admin' | 'station' | 'resident';

/** What the demo data have to show, as found by asking the platform. */
export interface Found {
  /** Everything they ever asked for; the person who may see it beside it. */
  readonly visits: readonly { readonly person: TourVisitor; readonly visit: Visit }[];
  /** Somebody whom Ana can visit. */
  readonly residentId: string;
  /** A time kept for Ana. */
  readonly held: Visit | null;
  readonly recordingId: string | null;
  readonly staffVisitId: string | null;
  /** The card processor's page, where a card for Ana's kept time is saved. */
  readonly cardPage: string | null;
}

/** A page that is open, and the words of its language by which buttons are found. */
export interface OpenPage {
  readonly page: Page;
  readonly language: 'en' | 'es';
  t(key: TextKey): string;
}

export interface ShownPage {
  readonly name: string;
  readonly person: Person;
  readonly address: string;
  readonly answers?: readonly StagedAnswer[];
  /** What is pressed and typed until the page shows the state. */
  readonly reach?: (open: OpenPage) => Promise<void>;
  /** Pages for developers and operators. */
  readonly englishOnly?: true;
}

const statuses: readonly Visit['status'][] = [
  'requested',
  'revised',
  'confirmed',
  'joinable',
  'ended',
  'denied',
  'expired',
  'cancelled',
  'no-show',
];

/** Every page of the three apps, and each state of a visit that the demo data have. Screenshots and the accessibility test walk this list. */
export function shownPages(found: Found): ShownPage[] {
  const nobody = (name: string, address: string): ShownPage => ({ name, person: 'nobody', address });
  return [
    nobody('landing', '/'),
    nobody('facility', '/facility/cedar-county-jail'),
    nobody('facility-free', '/facility/northfield-state-prison'),
    nobody('sign-up', '/sign-up'),
    nobody('sign-in', '/sign-in'),
    nobody('verify', '/verify?token=0123456789abcdef'),
    nobody('forgot', '/forgot'),
    nobody('reset', '/reset?token=0123456789abcdef'),
    nobody('test-device', '/test-device'),
    nobody('help', '/help'),
    nobody('not-found', '/nowhere'),
    { name: 'home', person: 'ana', address: '/home' },
    { name: 'home-joinable', person: 'rosa', address: '/home' },
    { name: 'home-contacts', person: 'helen', address: '/home' },
    { name: 'book-length', person: 'ana', address: `/book/${found.residentId}` },
    { name: 'book-time', person: 'ana', address: `/book/${found.residentId}?step=time&minutes=20` },
    ...(found.held
      ? [{ name: 'book-check', person: 'ana', address: `/book/${found.residentId}?step=check&visit=${found.held.id}` } as const]
      : []),
    ...visitPages(found),
    { name: 'visits', person: 'ana', address: '/visits' },
    { name: 'account', person: 'ana', address: '/account' },
    nobody('staff-sign-in', '/staff'),
    nobody('staff-forgot', '/staff/forgot'),
    nobody('staff-reset', '/staff/reset?token=0123456789abcdef'),
    { name: 'staff-queue', person: 'scheduler', address: '/staff/queue' },
    { name: 'staff-today', person: 'officer', address: '/staff/today' },
    ...(found.staffVisitId ? [{ name: 'staff-visit', person: 'scheduler', address: `/staff/visit/${found.staffVisitId}` } as const] : []),
    { name: 'staff-residents', person: 'admin', address: '/staff/residents' },
    { name: 'staff-stations', person: 'admin', address: '/staff/stations' },
    { name: 'staff-rates', person: 'admin', address: '/staff/rates' },
    { name: 'staff-audit', person: 'admin', address: '/staff/audit' },
    { name: 'staff-recordings', person: 'investigator', address: '/staff/recordings' },
    ...(found.recordingId
      ? [{ name: 'staff-recording', person: 'investigator', address: `/staff/recordings/${found.recordingId}` } as const]
      : []),
    nobody('station-enroll', '/station'),
    { name: 'station-idle', person: 'station', address: '/station' },
    { name: 'station-visits', person: 'resident', address: '/station' },
    ...(['/api/docs', '/dev/mail', '/dev/codes'] as const).map(
      (address): ShownPage => ({ ...nobody(address.slice(1).replace('/', '-'), address), englishOnly: true }),
    ),
    ...visitorStates(found),
    ...staffStates(found),
    ...stationStates(),
  ];
}

function visitPages({ visits }: Found): ShownPage[] {
  return statuses.flatMap((status): ShownPage[] => {
    const one = visits.find(({ visit }) => visit.status === status);
    if (!one) return [];
    const { person, visit } = one;
    const page = (name: string, end = ''): ShownPage => ({ name, person, address: `/visit/${visit.id}${end}` });
    const more = status === 'ended' ? [page('after', '/after'), page('receipt', '/receipt')] : [];
    return [page(`visit-${status}`), ...(status === 'joinable' ? [page('waiting-room', '/call')] : []), ...more];
  });
}
