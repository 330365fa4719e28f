import type { Problem } from '../../src/contract/problem.ts';

/** `offline`: the server could not be reached, or its answer was lost on the way. */
export type ProblemCode = Problem['code'] | 'offline';

/** How every call to the API fails. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly fields: NonNullable<Problem['fields']>;
  readonly findings: NonNullable<Problem['findings']>;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, status: number, problem?: Partial<Problem>) {
    super(problem?.title ?? code);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.fields = problem?.fields ?? [];
    this.findings = problem?.findings ?? [];
    this.detail = problem?.detail ?? {};
  }

  /** Whether trying the same again later can help. */
  get isPassing(): boolean {
    return this.code === 'offline' || this.status >= 500;
  }
}

/** Whatever was thrown, as a problem: something unforeseen counts as our own fault. */
export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem('internal', 0);
}
