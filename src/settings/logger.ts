import { type DestinationStream, type Logger, pino } from 'pino';
import { privateWords, redact } from './redact.ts';

/** A request as Fastify hands it to the logger; only what is printed of it. */
interface RequestLike {
  method?: string;
  url?: string;
  remoteAddress?: string;
  ip?: string;
}

/**
 * The log of one process: JSON lines on standard output, private values redacted by key at any depth, query strings cut off
 * (links in mails carry tokens there), errors without the `detail` in which PostgreSQL quotes the offending row.
 * @param processName `app`, `engine`, `recorder`, `sandbox` …
 * @param level `settings.general.logLevel`
 */
export function createLogger(processName: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { process: processName },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: redactEntry },
    redact: { paths: [...privateWords], censor: '[redacted]' }, // for bindings of child loggers, which no formatter sees
    serializers,
  };
  return destination ? pino(options, destination) : pino(options);
}

const serializers = { err: describeError, error: describeError, req: describeRequest };

/** What has a serializer is made fit for the log there. */
function redactEntry(entry: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(entry).filter(([key]) => key in serializers));
  return { ...redact(entry), ...kept };
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const extra = ['code', 'constraint', 'statusCode'].flatMap((key) => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' || typeof value === 'number' ? [[key, value] as const] : [];
  });
  return { type: error.name, message: error.message, stack: error.stack, ...Object.fromEntries(extra), ...cause(error) };
}

function cause(error: Error): { cause?: unknown } {
  return error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
}

function describeRequest(request: RequestLike): Record<string, unknown> {
  return { method: request.method, path: request.url?.split('?')[0], from: request.ip ?? request.remoteAddress };
}
