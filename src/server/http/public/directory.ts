import type { z } from 'zod';
import type { DirectoryFacility } from '../../../contract/routes-public.ts';
import { type VisitType, visitTypes } from '../../../core/facility/visit-type.ts';
import { type PublicFacility, readDirectory, readDirectoryEntry } from '../../../usecases/accounts/read-directory.ts';
import { citationOf } from '../../../usecases/setup/cap-citations.ts';
import type { AccountContext } from '../account-context.ts';
import type { Handlers } from '../handlers.ts';
import { briefOf } from './facility-brief.ts';

type DirectoryRoute = 'GET /api/facilities' | 'GET /api/facilities/:slug' | 'GET /api/mode';
type Entry = z.output<typeof DirectoryFacility>;

/** The facilities that take part, for anybody. */
export function directoryHandlers({ deps, mode, payments }: AccountContext): Handlers<DirectoryRoute> {
  return {
    'GET /api/facilities': async ({ caller }) => ({
      facilities: (await readDirectory(deps, caller)).map((one) => entryOf(one, deps.takesCards)),
    }),
    'GET /api/facilities/:slug': async ({ caller, params }) =>
      entryOf(await readDirectoryEntry(deps, caller, params.slug), deps.takesCards),
    'GET /api/mode': async () => ({ mode, payments }),
  };
}

function entryOf({ facility, names, policy, centsPerMinute, cap }: PublicFacility, takesCards: boolean): Entry {
  return {
    facility: briefOf(names),
    kind: facility.kind,
    centsPerMinute: centsPerMinute ?? 0,
    isPayable: takesCards || (centsPerMinute ?? 0) === 0,
    cap: {
      centsPerMinute: cap?.centsPerMinute ?? 0,
      scheduleId: cap?.scheduleId ?? 'none',
      citation: citationOf(cap?.scheduleId ?? ''),
      effectiveFrom: cap?.effectiveFrom?.toString() ?? null,
    },
    visitTypes: visitTypes.flatMap((visitType) => typeOf(policy, visitType)),
    rules: {
      mostPeople: policy.mostPeople,
      adultAge: policy.adultAge,
      allowances: policy.allowances.map(({ whose, per, unit, most }) => ({ whose, per, unit, most })),
      holdMinutes: policy.holdMinutes,
      waitingRoomMinutes: policy.waitingRoomMinutes,
      noShowMinutes: policy.noShowMinutes,
      recordingRetentionDays: policy.recordingRetentionDays,
    },
  };
}

function typeOf(policy: PublicFacility['policy'], visitType: VisitType): Entry['visitTypes'] {
  const row = policy.visitTypes[visitType];
  if (!row) return [];
  return [
    {
      visitType,
      offered: row.offered,
      closedReason: row.closedReason,
      minimumNoticeMinutes: row.minimumNoticeMinutes.visitor,
      maximumNoticeDays: row.maximumNoticeDays.visitor,
      lengthsMinutes: [...row.lengthsMinutes],
    },
  ];
}
