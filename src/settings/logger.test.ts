import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  write(createLogger('app', 'info', sink));
  return text;
}

test('nothing that names or lets in a person reaches the log, at any depth', () => {
  const text = logged((log) =>
    log.info({
      email: 'ana@example.org',
      headers: { authorization: 'Bearer hush1', 'set-cookie': ['hush2'], 'x-api-key': 'hush3' },
      residents: [{ firstName: 'Marcus', resident_pin: 'hush4', deep: { sessionToken: 'hush5' } }],
      visitId: 'vst_1',
    }),
  );
  expect(text).not.toMatch(/hush|ana@|Marcus/);
  expect(text).toContain('vst_1');
});

test('a child logger is as careful as its parent', () => {
  expect(logged((log) => log.child({ part: 'mail', token: 'hush' }).warn({ password: 'hush' }))).not.toContain('hush');
});

test('an error keeps its code and stack but not the row that PostgreSQL quotes', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'visitors_email',
    detail: 'Key (email)=(ana@example.org)',
  });
  const line = JSON.parse(logged((log) => log.error({ err: error }))) as { err: Record<string, unknown> };
  expect(line.err).toMatchObject({ message: 'duplicate key', code: '23505', constraint: 'visitors_email' });
  expect(JSON.stringify(line)).not.toContain('ana@');
});

test('the query of a request is not logged, since links in mails carry tokens there', () => {
  const text = logged((log) => log.info({ req: { method: 'GET', url: '/verify?token=hush', ip: '127.0.0.1' } }));
  expect(text).not.toContain('hush');
  expect(text).toContain('"path":"/verify"');
});
