import { z } from 'zod';
import type { Route } from './route.ts';
import { Done, Email, Language, MailToken, Password } from './values.ts';

/** How staff who have forgotten their password choose another: by mail, before they are signed in. */
export const staffPasswordRoutes = {
  'POST /api/staff/forgot-password': {
    access: 'anyone',
    summary: 'Mail staff a link to choose a new password. Answers alike for unknown addresses, and for accounts without a second factor',
    body: z.object({ email: Email, language: Language }),
    response: Done,
    ok: 202,
  },
  'POST /api/staff/reset-password': {
    access: 'anyone',
    summary: 'Choose a new password with the token of the mail; ends every sign-in of the account and signs nobody in',
    body: z.object({ token: MailToken, password: Password }),
    response: Done,
  },
} as const satisfies Record<string, Route>;
