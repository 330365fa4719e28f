import type { IncomingMessage, ServerResponse } from 'node:http';

/** An error as Twirp writes it: a code with its HTTP status and a text for people. */
export class TwirpError extends Error {
  readonly code: keyof typeof statuses;

  constructor(code: keyof typeof statuses, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return statuses[this.code];
  }
}

/** Twirp specification version 7, "Error codes"; `permission_denied` is answered with 401 by LiveKit's server, which calls it `unauthenticated`. */
const statuses = {
  invalid_argument: 400,
  malformed: 400,
  unauthenticated: 401,
  bad_route: 404,
  not_found: 404,
  failed_precondition: 412,
  resource_exhausted: 429,
  unimplemented: 501,
  internal: 500,
} as const;

const largestBody = 1024 * 1024;

/** The JSON body of a request; an empty one is `{}`. @throws TwirpError when it is too long or not JSON */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > largestBody) throw new TwirpError('resource_exhausted', 'the request is too long');
    chunks.push(bytes);
  }
  if (length === 0) return {};
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new TwirpError('malformed', 'the request is not JSON');
  }
}

/** The content type must be exactly this: LiveKit's SDK reads error texts from no other. */
export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
