import { resetPassword } from '../../../usecases/accounts/reset-password.ts';
import { requestPasswordReset, resendVerification } from '../../../usecases/accounts/send-link-again.ts';
import { signInVisitor } from '../../../usecases/accounts/sign-in-visitor.ts';
import { signUpVisitor } from '../../../usecases/accounts/sign-up-visitor.ts';
import { verifyEmail } from '../../../usecases/accounts/verify-email.ts';
import type { AccountContext } from '../account-context.ts';
import { passCookies } from '../cookies.ts';
import { inEvenTime } from '../even-time.ts';
import type { Handlers } from '../handlers.ts';
import { signedInVisitor } from '../visitor/account.ts';

type DoorRoute =
  `POST /api/visitor/${'sign-up' | 'verify-email' | 'resend-verification' | 'sign-in' | 'forgot-password' | 'reset-password'}`;

/** The doors through which visitors come in. */
export function visitorDoorHandlers({ deps }: AccountContext): Handlers<DoorRoute> {
  return {
    'POST /api/visitor/sign-up': async ({ caller, body }) => {
      await inEvenTime(signUpVisitor(deps, caller, body));
      return { mailSentTo: body.email };
    },
    'POST /api/visitor/verify-email': async ({ caller, body, reply }) => {
      const { visitor, cookies } = await verifyEmail(deps, caller, body.token);
      passCookies(reply, cookies);
      return signedInVisitor(visitor);
    },
    'POST /api/visitor/resend-verification': async ({ caller, body }) => {
      await inEvenTime(resendVerification(deps, caller, body.email));
      return { done: true };
    },
    'POST /api/visitor/sign-in': async ({ caller, body, reply }) => {
      const { visitor, cookies } = await signInVisitor(deps, caller, body.email, body.password);
      passCookies(reply, cookies);
      return signedInVisitor(visitor);
    },
    'POST /api/visitor/forgot-password': async ({ caller, body }) => {
      await inEvenTime(requestPasswordReset(deps, caller, body.email));
      return { done: true };
    },
    'POST /api/visitor/reset-password': async ({ caller, body }) => {
      await resetPassword(deps, caller, body.token, body.password);
      return { done: true };
    },
  };
}
