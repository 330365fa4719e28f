import { z } from 'zod';
import { httpUrl, longSecret, optionalSetting, portNumber, setting } from './setting.ts';

export const payments = {
  processor: setting('PAYMENTS', z.enum(['none', 'sandbox'], 'must be none or sandbox'), {
    what: 'Card processor: `sandbox` pretends (demo only), `none` serves facilities that are free of charge, and makes demo data without prices. Let visits with a price end before a switch to `none`: only the processor can settle what it set aside.',
    how: 'Set it to none in production: the sandbox takes no real money, so visits have to be free of charge.',
    default: { demo: 'sandbox', production: 'none' },
  }),
  apiKey: optionalSetting('PAYMENTS_API_KEY', longSecret, {
    what: 'Secret shown to the card processor with every call; at least 32 characters. Not needed with PAYMENTS=none.',
    how: 'Make one with `openssl rand -hex 32`.',
    secret: true,
  }),
  webhookSecret: optionalSetting('PAYMENTS_WEBHOOK_SECRET', longSecret, {
    what: 'Secret the card processor signs its webhooks with; at least 32 characters. Not needed with PAYMENTS=none.',
    how: 'Make one with `openssl rand -hex 32`.',
    secret: true,
  }),
  sandboxPort: setting('SANDBOX_PORT', portNumber, {
    what: 'TCP port of the pretend card processor (demo only).',
    how: 'Choose a free port.',
    default: '3003',
  }),
  sandboxUrl: setting('SANDBOX_URL', httpUrl, {
    what: 'The pretend card processor as browsers and the web server reach it.',
    how: 'Leave it unset on one machine.',
    default: 'http://127.0.0.1:{SANDBOX_PORT}',
  }),
  webhookUrl: setting('SANDBOX_WEBHOOK_URL', httpUrl, {
    what: 'Where the pretend card processor sends its webhooks.',
    how: 'Leave it unset on one machine.',
    default: 'http://127.0.0.1:{PORT}/api/webhooks/payments',
  }),
};
