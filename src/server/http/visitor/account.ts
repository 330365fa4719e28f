import type { z } from 'zod';
import type { SignedInVisitor } from '../../../contract/routes-public.ts';
import type { VisitorRecord } from '../../../ports/visitor-accounts.ts';
import { deleteOwnAccount } from '../../../usecases/accounts/delete-own-account.ts';
import { changeOwnAccount, listContacts, readOwnAccount } from '../../../usecases/accounts/own-account.ts';
import type { AccountContext } from '../account-context.ts';
import { passCookies } from '../cookies.ts';
import type { Handlers } from '../handlers.ts';
import { briefOf } from '../public/facility-brief.ts';

type VisitorAccountRoute = `${'GET' | 'PATCH' | 'DELETE'} /api/visitor/me` | 'POST /api/visitor/sign-out' | 'GET /api/visitor/contacts';

/** A visitor's own account and contacts. */
export function visitorAccountHandlers({ deps }: AccountContext): Handlers<VisitorAccountRoute> {
  return {
    'GET /api/visitor/me': async ({ caller }) => signedInVisitor(await readOwnAccount(deps, caller)),
    'PATCH /api/visitor/me': async ({ caller, body }) => {
      const change = {
        ...(body.name !== undefined && { name: body.name }),
        ...(body.language !== undefined && { language: body.language }),
      };
      return signedInVisitor(await changeOwnAccount(deps, caller, change));
    },
    'DELETE /api/visitor/me': async ({ caller, body, raw, reply }) => {
      await deleteOwnAccount(deps, caller, body.password);
      passCookies(reply, await deps.visitorSignIn.signOut(raw.headers.cookie ?? ''));
      return { done: true };
    },
    'POST /api/visitor/sign-out': async ({ raw, reply }) => {
      passCookies(reply, await deps.visitorSignIn.signOut(raw.headers.cookie ?? ''));
      return { done: true };
    },
    'GET /api/visitor/contacts': async ({ caller }) => ({
      contacts: (await listContacts(deps, caller)).map((contact) => ({
        resident: { id: contact.residentId, name: contact.residentName },
        facility: briefOf(contact.facility),
        relationship: contact.relationship,
        status: contact.status,
        canVisit: contact.status === 'approved' && contact.inCustody,
      })),
    }),
  };
}

/** What a visitor sees of the own account; only verified ones are ever signed in. */
export function signedInVisitor(visitor: VisitorRecord): z.output<typeof SignedInVisitor> {
  return { name: visitor.name, email: visitor.email, emailVerified: true, language: visitor.language };
}
