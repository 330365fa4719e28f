import path from 'node:path';
import { z } from 'zod';
import { httpUrl, longSecret, optionalSetting, portNumber, processId, setting } from './setting.ts';

/** 32 bytes, the key length of AES-256. */
const masterKey = z
  .string()
  .refine((text) => /^[A-Za-z0-9+/]{43}=$/.test(text), 'must be 32 bytes in base64 (44 characters)')
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

/** What Fastify's `trustProxy` takes: false, true, or a list of proxy addresses and subnets. */
const trustedProxies = z.string().transform((text): boolean | string[] => {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.split(',').map((part) => part.trim());
});

export const general = {
  mode: setting('OPENVISIT_MODE', z.enum(['demo', 'production'], 'must be demo or production'), {
    what: '`demo` makes its own secrets and demo agency; `production` refuses to start with anything missing. A demonstration refuses a database with an agency that it has not made.',
    how: 'Set it to demo or production.',
    default: 'demo',
  }),
  dataFolder: setting(
    'OPENVISIT_DATA',
    z.string().transform((text) => path.resolve(text)),
    {
      what: 'Folder of recordings, logs and, in demo mode, the embedded database and its secrets.',
      how: 'Name a folder that this process may write to.',
      default: '.data',
    },
  ),
  logLevel: setting('LOG_LEVEL', z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level of pino'), {
    what: 'How much is logged: fatal, error, warn, info, debug, trace or silent.',
    how: 'Set it to one of these words.',
    default: 'info',
  }),
  parentPid: optionalSetting('OPENVISIT_PARENT_PID', processId, {
    what: 'Process that started this one; when it is gone this one ends by itself. `npm start` sets it for its children.',
    how: 'Leave it unset unless you supervise the processes yourself.',
  }),
};

export const web = {
  host: setting('HOST', z.string().min(1), {
    what: 'Address the web server listens on.',
    how: 'Use 127.0.0.1 behind a reverse proxy, 0.0.0.0 to be reached directly.',
    default: '127.0.0.1',
  }),
  port: setting('PORT', portNumber, { what: 'TCP port of the web server.', how: 'Choose a free port.', default: '3000' }),
  publicUrl: setting('PUBLIC_URL', httpUrl, {
    what: 'Address people type into their browser, used in mails, redirects and cookies. Cameras need https anywhere but on localhost.',
    how: 'Set it to the https address your reverse proxy serves.',
    default: { demo: 'http://localhost:{PORT}' },
  }),
  trustProxy: setting('TRUST_PROXY', trustedProxies, {
    what: 'Whose X-Forwarded-For is believed: true, false, or a comma-separated list of proxy addresses and subnets.',
    how: 'Set it to the address of your reverse proxy; never true when the port can be reached directly.',
    // Believing nobody would count all people behind the proxy as one, and thirty wrong passwords would shut everybody out.
    default: { demo: 'false', production: '127.0.0.1,::1' },
  }),
  metricsToken: optionalSetting('METRICS_TOKEN', longSecret, {
    what: 'Secret that Prometheus shows as `Authorization: Bearer …` to read `/metrics`; at least 32 characters. Without it there is no such page.',
    how: 'Make one with `openssl rand -hex 32`.',
    secret: true,
  }),
};

export const database = {
  url: optionalSetting(
    'DATABASE_URL',
    z.string().refine((text) => /^postgres(ql)?:\/\//.test(text), 'must be an address like postgresql://user:password@host/openvisit'),
    {
      what: 'PostgreSQL 15 or newer. Without it `npm start` runs the PostgreSQL 18 that npm brought, for demo and tests only.',
      how: 'Make a database and a role that owns it, and set its address.',
      neededInProduction: true,
      secret: true,
    },
  ),
};

export const secrets = {
  vaultMasterKey: setting('VAULT_MASTER_KEY', masterKey, {
    what: "Key that wraps the key of every sealed recording: 32 bytes in base64. Lost, all recordings are unreadable; keep a copy apart from the recordings' backup.",
    how: 'Make one with `openssl rand -base64 32`.',
    secret: true,
  }),
  sessionSecret: setting('SESSION_SECRET', longSecret, {
    what: 'Key that signs sign-in cookies; at least 32 characters. Changed, everybody has to sign in again.',
    how: 'Make one with `openssl rand -hex 32`.',
    secret: true,
  }),
};

export const mail = {
  smtpUrl: optionalSetting(
    'SMTP_URL',
    z
      .string()
      .refine((text) => /^smtps?:\/\//.test(text) && URL.canParse(text), 'must be an address like smtps://user:password@mail.example.gov'),
    {
      what: 'Mail server for everything sent to people: `smtps://` is TLS from the start (port 465); `smtp://` changes to TLS by STARTTLS (port 587) and sends nothing to a server that cannot, unless it is on this machine. Without it (demo) mails are readable at /dev/mail and go nowhere.',
      how: "Ask your mail administrator for the server's address and an account.",
      neededInProduction: true,
      secret: true,
    },
  ),
  from: setting('MAIL_FROM', z.string().regex(/@/, 'must contain a mail address'), {
    what: 'Sender of all mails, as `Name <address>` or an address alone.',
    how: 'Set it to an address your mail server may send from.',
    default: { demo: 'OpenVisit <visits@openvisit.example>' },
  }),
};
