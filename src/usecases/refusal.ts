import type { Finding } from '../core/shared/finding.ts';
import type { RefusalCode } from '../core/shared/refusal-codes.ts';

/** What a use case throws when it says no: a stable code, and what the screen needs to say what to do. Never a name, never a secret. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly findings: readonly Finding[];
  /** Figures and instants for the sentence, e.g. `{ until: '2026-…' }`; also `alternatives` when a slot was lost. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: RefusalCode,
    options: { findings?: readonly Finding[]; detail?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause });
    this.name = 'Refusal';
    this.code = code;
    this.findings = options.findings ?? [];
    this.detail = options.detail ?? {};
  }
}
