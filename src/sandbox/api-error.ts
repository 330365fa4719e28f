export type ApiErrorCode =
  | 'bad-request'
  | 'unauthorized'
  | 'not-found'
  | 'already-captured'
  | 'already-released'
  | 'not-authorized'
  | 'amount-too-large'
  | 'idempotency-conflict';

const statuses: Record<ApiErrorCode, number> = {
  'bad-request': 400,
  unauthorized: 401,
  'not-found': 404,
  'already-captured': 409,
  'already-released': 409,
  'not-authorized': 409,
  'amount-too-large': 422,
  'idempotency-conflict': 409,
};

/** What the API answers instead of doing it. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;

  constructor(code: ApiErrorCode, message: string) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = statuses[code];
  }
}
