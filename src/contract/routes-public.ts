import { z } from 'zod';
import { facilityKinds } from '../core/facility/facility.ts';
import type { Route } from './route.ts';
import { CentsAmount, DateText, Done, Email, Language, MailToken, Password, PersonName } from './values.ts';
import { FacilityBrief, VisitType } from './visit.ts';

/** A facility in the directory, with its rate and the law it rests on. */
export const DirectoryFacility = z
  .object({
    facility: FacilityBrief,
    kind: z.enum(facilityKinds),
    centsPerMinute: CentsAmount,
    /** False where today has a price and no cards are taken: then nothing can be booked. */
    isPayable: z.boolean(),
    cap: z.object({ centsPerMinute: CentsAmount, scheduleId: z.string(), citation: z.string(), effectiveFrom: DateText.nullable() }),
    visitTypes: z.array(
      z.object({
        visitType: VisitType,
        offered: z.boolean(),
        closedReason: z.enum(['needs-unrecorded-calls', 'facility-choice']).nullable(),
        minimumNoticeMinutes: z.int(),
        maximumNoticeDays: z.int(),
        lengthsMinutes: z.array(z.int()),
      }),
    ),
    rules: z.object({
      mostPeople: z.int(),
      adultAge: z.int(),
      allowances: z.array(
        z.object({
          whose: z.enum(['resident', 'visitor']),
          per: z.enum(['week', 'month']),
          unit: z.enum(['visits', 'minutes']),
          most: z.int(),
        }),
      ),
      holdMinutes: z.int(),
      waitingRoomMinutes: z.int(),
      noShowMinutes: z.int(),
      recordingRetentionDays: z.int(),
    }),
  })
  .meta({ id: 'DirectoryFacility' });

export const SignedInVisitor = z
  .object({ name: z.string(), email: z.string(), emailVerified: z.boolean(), language: Language })
  .meta({ id: 'SignedInVisitor' });

/** Routes for anybody, and the doors of sign-in. */
export const publicRoutes = {
  'GET /api/facilities': {
    access: 'anyone',
    summary: 'Directory of facilities with rates and rules',
    response: z.object({ facilities: z.array(DirectoryFacility) }),
  },
  'GET /api/facilities/:slug': {
    access: 'anyone',
    summary: 'One facility of the directory',
    params: z.object({ slug: z.string().max(80) }),
    response: DirectoryFacility,
  },
  'GET /api/mode': {
    access: 'anyone',
    summary: 'Whether this is a demonstration, and which cards are taken',
    response: z.object({ mode: z.enum(['demo', 'production']), payments: z.enum(['none', 'sandbox']) }),
  },

  'POST /api/visitor/sign-up': {
    access: 'anyone',
    summary: 'Open a visitor account; a verification mail follows. Answers alike whether or not the address is known',
    body: z.object({ name: PersonName, email: Email, password: Password, birthOn: DateText, language: Language }),
    response: z.object({ mailSentTo: z.string() }),
    ok: 202,
    idempotent: true,
  },
  'POST /api/visitor/verify-email': {
    access: 'anyone',
    summary: 'Verify the address with the token of the mail; signs in',
    body: z.object({ token: MailToken }),
    response: SignedInVisitor,
  },
  'POST /api/visitor/resend-verification': {
    access: 'anyone',
    summary: 'Send the verification mail again',
    body: z.object({ email: Email }),
    response: Done,
    ok: 202,
  },
  'POST /api/visitor/sign-in': {
    access: 'anyone',
    summary: 'Sign in with e-mail and password',
    body: z.object({ email: Email, password: z.string().min(1).max(200) }),
    response: SignedInVisitor,
  },
  'POST /api/visitor/forgot-password': {
    access: 'anyone',
    summary: 'Mail a link to choose a new password. Answers alike for unknown addresses',
    body: z.object({ email: Email }),
    response: Done,
    ok: 202,
  },
  'POST /api/visitor/reset-password': {
    access: 'anyone',
    summary: 'Choose a new password with the token of the mail',
    body: z.object({ token: MailToken, password: Password }),
    response: Done,
  },

  'POST /api/staff/sign-in': {
    access: 'anyone',
    summary: 'First factor of staff; no session before the second',
    body: z.object({ email: Email, password: z.string().min(1).max(200) }),
    response: z.object({ next: z.enum(['code', 'enroll']) }),
  },
  'POST /api/staff/enroll': {
    access: 'anyone',
    summary: 'After the first factor of an account without a second: the secret to put into an authenticator app',
    response: z.object({ secret: z.string(), uri: z.string(), recoveryCodes: z.array(z.string()) }),
  },
  'POST /api/staff/verify-code': {
    access: 'anyone',
    summary: 'Second factor: a code of the app or a recovery code; signs in',
    body: z.object({ code: z.string().trim().min(6).max(40) }),
    response: Done,
  },

  'POST /api/station/enroll': {
    access: 'anyone',
    summary: 'Turn this browser into a station with a one-time code',
    body: z.object({ code: z.string().trim().min(6).max(40) }),
    response: z.object({ stationName: z.string() }),
  },

  'POST /api/webhooks/media': { access: 'anyone', summary: 'Events of the media server, signed', response: Done },
  'POST /api/webhooks/recorder': { access: 'anyone', summary: 'Events of the recorder, signed', response: Done },
  'POST /api/webhooks/payments': { access: 'anyone', summary: 'Events of the card processor, signed', response: Done },
} as const satisfies Record<string, Route>;
