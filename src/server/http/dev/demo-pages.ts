import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { demoPassword, demoPin, demoStaff, demoVisitors, listedNewcomer, namedResidents } from '../../demo/demo-people.ts';
import { type JoinableVisit, joinableVisits } from '../../demo/joinable-visit.ts';
import { escapeHtml, plainPage } from '../html.ts';
import { type DemoCodesParts, staffCodes, stationCodes } from './demo-codes.ts';
import { type DemoMail, type DemoMailsParts, readMails } from './demo-mails.ts';

type DemoPagesParts = DemoCodesParts & DemoMailsParts & { readonly publicUrl: string };

const mailQuery = z.object({ to: z.string().max(254).optional() });
const codesQuery = z.object({ email: z.string().max(254).optional() });
const hidden = { schema: { hide: true } } as const;

/** Seconds after which the browser loads a page of codes or mails again; no script is needed for it. */
const REFRESH_SECONDS = 5;

/** Pages that exist in demo mode only: codes of invented staff, mails that go nowhere, who can sign in. Production does not register them. */
export function demoPages(parts: DemoPagesParts): (app: FastifyInstance) => void {
  return (app) => {
    app.get('/dev/mail', hidden, async (request, reply) => {
      const { to } = mailQuery.parse(request.query);
      reply.header('refresh', String(REFRESH_SECONDS)).type('text/html; charset=utf-8');
      return plainPage('Mails', (await readMails(parts, to ?? null)).map(mailSection).join('') || '<p>No mail yet.</p>');
    });
    app.get('/dev/mail.json', hidden, async (request) => {
      const { to } = mailQuery.parse(request.query);
      return { mails: await readMails(parts, to ?? null) };
    });
    app.get('/dev/codes', hidden, async (_request, reply) => {
      reply.header('refresh', String(REFRESH_SECONDS)).type('text/html; charset=utf-8');
      const staff = (await staffCodes(parts, null)).map((one) => [one.name, one.email, one.code] as const);
      const stations = (await stationCodes(parts)).map((one) => [one.name, one.facility, one.code] as const);
      return plainPage(
        'Codes of the demo',
        `<h2>Staff</h2>${table(['Who', 'Address', 'Code now'], staff)}<h2>Stations</h2><p>Type one at <a href="/station">/station</a>.</p>${table(['Station', 'Facility', 'Enrollment code'], stations)}`,
      );
    });
    app.get('/dev/codes.json', hidden, async (request) => {
      const { email } = codesQuery.parse(request.query);
      return { staff: await staffCodes(parts, email ?? null), stations: await stationCodes(parts) };
    });
    app.get('/dev/sign-ins', hidden, async () => signIns(parts));
  };
}

function mailSection(mail: DemoMail): string {
  const text = escapeHtml(mail.text).replaceAll(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`);
  return `<h2>${escapeHtml(mail.subject)}</h2><p>To ${escapeHtml(mail.to)}, ${mail.at}${mail.calendar ? ', with a calendar file' : ''}</p><pre>${text}</pre>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th>${escapeHtml(text)}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${row.map((cell, at) => `<td${at === row.length - 1 ? ' class="code"' : ''}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** Who can sign in to the demo and how; `npm start` prints it. */
async function signIns({ db, clock, publicUrl }: DemoPagesParts): Promise<{ face: string; who: string; address: string; how: string }[]> {
  const joinable = await joinableVisits(db, clock.now());
  const inVisit = new Set(joinable.map(({ visitorEmail }) => visitorEmail));
  const shown = demoVisitors.filter(({ key, email }) => key === 'ana' || key === 'dana' || key === 'rosa' || inVisit.has(email));
  return [
    ...shown.map((one) => ({ face: 'visitor', who: one.name, address: `${publicUrl}/sign-in`, how: `${one.email} / ${demoPassword}` })),
    { face: 'visitor', who: 'somebody new', address: `${publicUrl}/sign-up`, how: `as ${listedNewcomer}; mails at ${publicUrl}/dev/mail` },
    ...demoStaff.map((one) => ({
      face: 'staff',
      who: `${one.name} (${one.roles.join(', ')})`,
      address: `${publicUrl}/staff`,
      how: `${one.email} / ${demoPassword}; code at ${publicUrl}/dev/codes`,
    })),
    ...atStations(joinable).map((one) => ({
      face: 'station',
      who: `${one.name}, ${one.station}`,
      address: `${publicUrl}/station`,
      how: `enrollment code at ${publicUrl}/dev/codes; then number ${one.bookingNumber}, PIN ${demoPin}${one.note}`,
    })),
  ];
}

interface AtStation {
  readonly name: string;
  readonly bookingNumber: string;
  readonly station: string;
  readonly note: string;
}

/** Who has a visit that can be joined now, each at its station; and Luis and Marcus in any case. */
function atStations(joinable: readonly JoinableVisit[]): AtStation[] {
  const now = joinable.map(({ residentName, bookingNumber, stationName, visitorName, visitorEmail }) => ({
    name: residentName,
    bookingNumber,
    station: stationName,
    note: ` (a visit with ${visitorName.split(' ')[0]} can be joined now; ${visitorEmail} on the other side)`,
  }));
  const always = [
    { ...namedResidents.luis, station: 'Station C-1', note: '' },
    { ...namedResidents.marcus, station: 'Station A-1', note: '' },
  ];
  return [...now, ...always.filter(({ bookingNumber }) => !now.some((one) => one.bookingNumber === bookingNumber))];
}
