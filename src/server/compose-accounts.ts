import { argon2id } from '../adapters/auth-better-auth/argon2.ts';
import { betterAuthStaff } from '../adapters/auth-better-auth/staff-authenticator.ts';
import { betterAuthVisitors } from '../adapters/auth-better-auth/visitor-authenticator.ts';
import { visitCalendar } from '../adapters/calendar-ical/visit-calendar.ts';
import { randomTokens } from '../adapters/one-time-codes/opaque-tokens.ts';
import { sealedSecondFactor } from '../adapters/one-time-codes/second-factor.ts';
import { postgresIdempotencyKeys } from '../adapters/postgres/accounts/idempotency-keys.ts';
import { postgresSetupWork } from '../adapters/postgres/accounts/setup-work.ts';
import type { AccountDependencies } from '../usecases/accounts/account-dependencies.ts';
import { type AccountMailKind, accountLink, accountMail } from '../usecases/accounts/account-mails.ts';
import { dressMails } from '../usecases/notices/dress-mail.ts';
import type { Area, Foundations } from './area.ts';
import { accountCallers } from './http/account-callers.ts';
import { accountHandlers } from './http/account-handlers.ts';
import type { Callers } from './http/composition.ts';
import { cookieJar } from './http/cookies.ts';
import { demoPages } from './http/dev/demo-pages.ts';
import type { AccountRouteKey } from './http/route-groups.ts';
import { repeat } from './jobs/repeat.ts';
import { sweepExpired } from './jobs/sweep-expired.ts';

/** The area of accounts, stations and setup, and who stands behind a request. */
export interface AccountArea extends Area<AccountRouteKey> {
  readonly deps: AccountDependencies;
  readonly callers: Callers;
}

const SWEEP_MILLISECONDS = 24 * 3_600_000;

/** Sign-in of all three faces, the directory, the setup pages of staff and, in demo mode only, the pages of codes and mails. */
export function composeAccounts(foundations: Omit<Foundations, 'work' | 'callers'>): AccountArea {
  const { settings, logger, pool, db, clock, ids } = foundations;
  const { publicUrl } = settings.web;
  const auth = { pool, secret: settings.secrets.sessionSecret, publicUrl };
  const work = postgresSetupWork({ db, clock, ids });
  const mail = (kind: AccountMailKind) => (to: { readonly email: string; readonly language: 'en' | 'es' }, token: string) =>
    work.run(({ notices }) =>
      notices.queueAccountMail({ to: to.email, ...accountMail(kind, to.language, accountLink(publicUrl, kind, token)) }),
    );
  const deps: AccountDependencies = {
    clock,
    work,
    visitorSignIn: betterAuthVisitors(auth, { verification: mail('verify'), reset: mail('reset') }),
    staffSignIn: betterAuthStaff(auth),
    secondFactor: sealedSecondFactor(settings.secrets.vaultMasterKey),
    tokens: randomTokens,
    hasher: argon2id,
    takesCards: settings.payments.processor !== 'none',
    publicUrl,
  };
  const cookies = cookieJar(publicUrl);
  const { mode } = settings.general;
  let sweeping: ReturnType<typeof repeat> | null = null;

  return {
    deps,
    callers: accountCallers(deps, cookies),
    handlers: accountHandlers({ deps, cookies, mode, payments: settings.payments.processor }),
    plugins:
      mode === 'demo'
        ? [
            demoPages({
              ...{ db, clock, publicUrl, secret: auth.secret },
              secondFactor: deps.secondFactor,
              tokens: randomTokens,
              dressMail: dressMails(visitCalendar),
            }),
          ]
        : [],
    async start() {
      sweeping ??= repeat(
        SWEEP_MILLISECONDS,
        () => sweepExpired({ clock, work, idempotency: postgresIdempotencyKeys(db) }),
        (err) => logger.error({ err }, 'what has expired could not be swept away'),
      );
      // Also at every start: a process that is restarted daily would never come to the end of a day.
      void sweeping.wake();
    },
    async close() {
      await sweeping?.close();
      sweeping = null;
    },
  };
}
