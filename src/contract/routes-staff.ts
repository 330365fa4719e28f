import { z } from 'zod';
import { staffRoles } from '../core/access/caller.ts';
import { LONGEST_LENGTH_MINUTES } from '../core/scheduling/longest-length.ts';
import { CapInForce, RateRow } from './rates.ts';
import { denialReasons, revisionReasons, staffCancellationReasons } from './reasons.ts';
import { RecordingDetail, RecordingRow } from './recording.ts';
import type { Route } from './route.ts';
import { MovementState, OtherSlots, OtherSlotsQuery, StaffVisitDetail, StaffVisitRow } from './staff-visit.ts';
import {
  CentsAmount,
  DateText,
  Done,
  FacilityId,
  InstantText,
  Note,
  RecordingId,
  ResidentId,
  StaffId,
  StationId,
  VisitId,
  WishedStart,
} from './values.ts';

const visit = z.object({ visitId: VisitId });
const revision = z.int().describe('The revision the page showed; a stale one is refused');
const scheduling = ['scheduler', 'facility-admin'] as const;
const movement = ['unit-officer', 'scheduler', 'facility-admin'] as const;
const admin = ['facility-admin'] as const;
const everyone = staffRoles;

export const SignedInStaff = z
  .object({
    id: StaffId,
    name: z.string(),
    roles: z.array(z.enum(staffRoles)),
    facility: z.object({ id: FacilityId, name: z.string(), timeZone: z.string() }),
  })
  .meta({ id: 'SignedInStaff' });

export const ResidentRow = z
  .object({
    id: ResidentId,
    name: z.string(),
    bookingNumber: z.string(),
    housingUnit: z.string().nullable(),
    custodyStatus: z.string(),
    alert: z.string().nullable(),
    visitorListCount: z.int(),
    lockedAt: z.array(z.object({ stationId: StationId, stationName: z.string(), since: InstantText })),
  })
  .meta({ id: 'ResidentRow' });

export const StationRow = z
  .object({
    id: StationId,
    name: z.string(),
    enabled: z.boolean(),
    isPrivate: z.boolean(),
    viewApprovedAt: InstantText.nullable(),
    turnRoundMinutes: z.int(),
    units: z.array(z.string()),
    blocks: z.array(z.object({ weekdays: z.array(z.int()), startTime: z.string(), endTime: z.string(), reason: z.string() })),
    enrolledAt: InstantText.nullable(),
    lastSeenAt: InstantText.nullable(),
  })
  .meta({ id: 'StationRow' });

export const AuditRow = z
  .object({
    id: z.string(),
    at: InstantText,
    act: z.string(),
    actor: z.string(),
    role: z.string(),
    channel: z.string(),
    subjectId: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'AuditRow' });

/** Routes of signed-in staff. Everything is scoped to the caller's agency and facility. */
export const staffRoutes = {
  'GET /api/staff/me': { access: 'staff', roles: everyone, summary: 'Who is signed in', response: SignedInStaff },
  'POST /api/staff/sign-out': { access: 'staff', roles: everyone, summary: 'Sign out', response: Done },
  'GET /api/staff/counts': {
    access: 'staff',
    roles: everyone,
    summary: 'Live counts of the rail',
    response: z.object({ queue: z.int(), today: z.int(), live: z.int() }),
  },

  'GET /api/staff/queue': {
    access: 'staff',
    roles: scheduling,
    summary: 'Requests waiting for a decision, the one that lapses first on top',
    response: z.object({ visits: z.array(StaffVisitRow), nextKnownWorkAt: InstantText.nullable() }),
  },
  'GET /api/staff/today': {
    access: 'staff',
    roles: movement,
    summary: 'Visits of a day by housing unit, next and late first',
    query: z.object({ on: DateText.optional() }),
    response: z.object({ on: DateText, units: z.array(z.object({ name: z.string().nullable(), visits: z.array(StaffVisitRow) })) }),
  },
  'GET /api/staff/visits/:visitId': {
    access: 'staff',
    roles: everyone,
    summary: 'A visit with its whole history',
    params: visit,
    response: StaffVisitDetail,
  },
  'GET /api/staff/visits/:visitId/other-slots': {
    access: 'staff',
    roles: scheduling,
    summary: 'Slots of a length that could be offered instead, every rule checked, each with its price, and the lengths to choose from',
    params: visit,
    query: OtherSlotsQuery,
    response: OtherSlots,
  },
  'POST /api/staff/visits/:visitId/confirm': {
    access: 'staff',
    roles: scheduling,
    summary: 'Confirm a request',
    params: visit,
    body: z.object({ revision }),
    response: StaffVisitDetail,
    idempotent: true,
  },
  'POST /api/staff/visits/:visitId/deny': {
    access: 'staff',
    roles: scheduling,
    summary: 'Deny a request',
    params: visit,
    body: z.object({ revision, reason: z.enum(denialReasons), note: Note.optional() }),
    response: StaffVisitDetail,
    idempotent: true,
  },
  'POST /api/staff/visits/:visitId/revise': {
    access: 'staff',
    roles: scheduling,
    summary: 'Offer another time or another length',
    params: visit,
    body: z.object({
      revision,
      startsAt: WishedStart,
      lengthMinutes: z.int().min(1).max(LONGEST_LENGTH_MINUTES),
      reason: z.enum(revisionReasons),
      note: Note.optional(),
    }),
    response: StaffVisitDetail,
    idempotent: true,
  },
  'POST /api/staff/visits/:visitId/cancel': {
    access: 'staff',
    roles: scheduling,
    summary: 'Cancel a confirmed visit, or end its call',
    params: visit,
    body: z.object({ reason: z.enum(staffCancellationReasons), note: Note.optional() }),
    response: StaffVisitDetail,
    idempotent: true,
  },
  'POST /api/staff/visits/:visitId/movement': {
    access: 'staff',
    roles: movement,
    summary: 'Mark fetched, at station, refused or not brought',
    params: visit,
    body: z.object({ state: MovementState }),
    response: StaffVisitRow,
    idempotent: true,
  },

  'GET /api/staff/residents': {
    access: 'staff',
    roles: everyone,
    summary: 'Residents of the facility',
    query: z.object({ search: z.string().trim().max(80).optional() }),
    response: z.object({ residents: z.array(ResidentRow) }),
  },
  'POST /api/staff/residents/:residentId/unlock': {
    access: 'staff',
    roles: movement,
    summary: 'Lift the PIN lock at every station',
    params: z.object({ residentId: ResidentId }),
    response: ResidentRow,
    idempotent: true,
  },
  'POST /api/staff/residents/:residentId/pin': {
    access: 'staff',
    roles: admin,
    summary: 'Give a new PIN; it is shown once',
    params: z.object({ residentId: ResidentId }),
    response: z.object({ pin: z.string() }),
    idempotent: true,
  },

  'GET /api/staff/stations': {
    access: 'staff',
    roles: everyone,
    summary: 'Stations of the facility',
    response: z.object({ stations: z.array(StationRow) }),
  },
  'POST /api/staff/stations/:stationId/enrollment-code': {
    access: 'staff',
    roles: admin,
    summary: 'One-time code that turns a browser into this station; ends the old device',
    params: z.object({ stationId: StationId }),
    response: z.object({ code: z.string(), expiresAt: InstantText }),
    idempotent: true,
  },
  'PATCH /api/staff/stations/:stationId': {
    access: 'staff',
    roles: admin,
    summary: 'Switch a station on or off, or record that its camera view is approved',
    params: z.object({ stationId: StationId }),
    body: z.object({ enabled: z.boolean().optional(), viewApproved: z.boolean().optional() }),
    response: StationRow,
  },

  'GET /api/staff/rates': {
    access: 'staff',
    roles: everyone,
    summary: 'Rates of the facility and the cap in force',
    response: z.object({
      rates: z.array(RateRow),
      cap: CapInForce,
      /** Today or a later day has a price, and this installation takes no cards: such days cannot be booked. */
      isUnpayable: z.boolean(),
    }),
  },
  'POST /api/staff/rates': {
    access: 'staff',
    roles: admin,
    summary: 'Save a rate from a date on; above the cap it is refused with schedule and date',
    body: z.object({ centsPerMinute: CentsAmount.max(1000), effectiveOn: DateText }),
    response: RateRow,
    ok: 201,
    idempotent: true,
  },

  'GET /api/staff/recordings': {
    access: 'staff',
    roles: ['investigator'],
    summary: 'Recordings, newest first',
    query: z.object({
      search: z.string().trim().max(80).optional(),
      before: RecordingId.optional().describe('The last recording shown'),
    }),
    response: z.object({ recordings: z.array(RecordingRow), more: z.boolean() }),
  },
  'POST /api/staff/recordings/:recordingId/look': {
    access: 'staff',
    roles: ['investigator'],
    summary: 'Open a recording for a stated purpose; the look is logged',
    params: z.object({ recordingId: RecordingId }),
    body: z.object({ purpose: z.string().trim().min(5).max(500) }),
    response: RecordingDetail,
    idempotent: true,
  },

  'GET /api/staff/audit': {
    access: 'staff',
    roles: ['facility-admin', 'investigator'],
    summary: 'Audit trail, newest first: the audit log and the history of every visit',
    query: z.object({
      before: z.string().max(80).optional().describe('The id of the last row shown'),
      subjectId: z.string().max(60).optional(),
    }),
    response: z.object({ rows: z.array(AuditRow), more: z.boolean() }),
  },
} as const satisfies Record<string, Route>;

/** Outside the JSON table: `GET /api/staff/recordings/:recordingId/files/:fileId` (WebM, ranges) and `GET /api/staff/events` (server-sent events). */
