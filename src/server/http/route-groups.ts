import type { RouteKey } from '../../contract/routes.ts';

/** Accounts, sign-in, stations and the setup pages of staff. */
export type AccountRoute =
  | `${string} /api/facilities${string}`
  | 'GET /api/mode'
  | `POST /api/visitor/${'sign-up' | 'verify-email' | 'resend-verification' | 'sign-in' | 'forgot-password' | 'reset-password' | 'sign-out'}`
  | `${string} /api/visitor/me`
  | 'GET /api/visitor/contacts'
  | `POST /api/staff/${'sign-in' | 'enroll' | 'verify-code' | 'sign-out' | 'forgot-password' | 'reset-password'}`
  | `GET /api/staff/${'me' | 'counts' | 'audit'}`
  | `${string} /api/staff/residents${string}`
  | `${string} /api/staff/stations${string}`
  | `${string} /api/staff/rates`
  | `POST /api/station/${'enroll' | 'sign-in' | 'sign-out'}`
  | `GET /api/station${'' | '/me'}`;

/** Waiting room, call and recordings. */
export type CallRoute =
  | `${string}/consent`
  | `${string}/call`
  | `${string}/call/${string}`
  | `${string} /api/station/visits${string}`
  | `${string} /api/staff/recordings${string}`
  | `POST /api/webhooks/${'media' | 'recorder'}`;

export type AccountRouteKey = Extract<RouteKey, AccountRoute>;
export type CallRouteKey = Extract<RouteKey, CallRoute>;
/** Everything about booking, deciding and paying: the rest of the table. */
export type BookingRouteKey = Exclude<RouteKey, AccountRouteKey | CallRouteKey>;
