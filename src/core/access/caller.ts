import type { AgencyId, FacilityId, ResidentId, StaffId, StationId, VisitorId } from '../shared/ids.ts';

export const staffRoles = ['scheduler', 'unit-officer', 'investigator', 'facility-admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Through which door an act came; stored with every change (L9). */
export type Channel = 'visitor-web' | 'staff-web' | 'station' | 'webhook' | 'deadline' | 'watcher' | 'setup';

export interface VisitorCaller {
  readonly kind: 'visitor';
  readonly visitorId: VisitorId;
}
export interface StaffCaller {
  readonly kind: 'staff';
  readonly staffId: StaffId;
  readonly agencyId: AgencyId;
  /** Null: every facility of the agency. */
  readonly facilityId: FacilityId | null;
  readonly roles: readonly StaffRole[];
}
/** An enrolled station before anybody has signed in at it. */
export interface StationCaller {
  readonly kind: 'station';
  readonly stationId: StationId;
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
}
/** A resident signed in at a station. */
export interface ResidentCaller {
  readonly kind: 'resident';
  readonly residentId: ResidentId;
  readonly stationId: StationId;
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
}
/** The platform itself: deadlines, the watcher of calls, verified webhooks, the setup command. */
export interface SystemCaller {
  readonly kind: 'system';
  readonly channel: Extract<Channel, 'webhook' | 'deadline' | 'watcher' | 'setup'>;
}
export interface AnyoneCaller {
  readonly kind: 'anyone';
}

/** Who is asking. The first argument of every use case. */
export type Caller = VisitorCaller | StaffCaller | StationCaller | ResidentCaller | SystemCaller | AnyoneCaller;
