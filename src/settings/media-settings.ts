import { z } from 'zod';
import { httpUrl, longSecret, optionalSetting, portNumber, setting } from './setting.ts';

const ipAddress = z.union([z.ipv4(), z.ipv6()], 'must be an IP address');

const serverUrl = z
  .string()
  .refine((text) => /^(https?|wss?):\/\//.test(text) && URL.canParse(text), 'must be an address like https://livekit.example.gov')
  .transform((text) => text.replace(/\/+$/, ''));

export const media = {
  enginePort: setting('ENGINE_PORT', portNumber, {
    what: 'TCP port of the embedded media engine (signalling and control); reached by our own processes only.',
    how: 'Choose a free port.',
    default: '3001',
  }),
  udpPort: setting('MEDIA_UDP_PORT', portNumber, {
    what: "The one UDP port of the embedded engine's pictures and sound; open it in the firewall.",
    how: 'Choose a free port.',
    default: '30000',
  }),
  bindAddress: setting('MEDIA_BIND_ADDRESS', ipAddress, {
    what: 'IP address the media port is bound to.',
    how: 'Use 0.0.0.0 for all of them. With 127.0.0.1 Firefox connects no call, since it never takes that way.',
    default: '0.0.0.0',
  }),
  publicIp: optionalSetting('MEDIA_PUBLIC_IP', ipAddress, {
    what: 'IP address told to browsers when it differs from the bound one (behind NAT).',
    how: 'Set it to the address browsers reach this machine at.',
  }),
  livekitUrl: setting('LIVEKIT_URL', serverUrl, {
    what: 'A LiveKit server or cluster, as our processes reach it. When it is set, no embedded engine is started.',
    how: "Set it to the server's address, or leave it unset to use the embedded engine.",
    default: 'http://127.0.0.1:{ENGINE_PORT}',
  }),
  livekitPublicUrl: optionalSetting('LIVEKIT_PUBLIC_URL', serverUrl, {
    what: 'The same server as browsers reach it. Without it browsers use our own address, where /rtc is passed on.',
    how: 'Set it to a wss:// address.',
  }),
  apiKey: setting('LIVEKIT_API_KEY', z.string().min(1), {
    what: 'Name of the key that signs grants to join calls and webhooks of the media server.',
    how: "Set it to your LiveKit server's key, or any word for the embedded engine.",
    secret: true,
  }),
  apiSecret: setting('LIVEKIT_API_SECRET', longSecret, {
    what: 'The secret that belongs to LIVEKIT_API_KEY; at least 32 characters.',
    how: "Set it to your LiveKit server's secret, or make one with `openssl rand -hex 32`.",
    secret: true,
  }),
  webhookUrl: setting('LIVEKIT_WEBHOOK_URL', httpUrl, {
    what: 'Where the embedded engine reports joins, leaves and closed rooms. A LiveKit server of your own is told in its configuration file.',
    how: "Leave it unset unless the engine runs on another machine; then set it to the web server's address and /api/webhooks/media.",
    default: 'http://127.0.0.1:{PORT}/api/webhooks/media',
  }),
};

export const recorder = {
  port: setting('RECORDER_PORT', portNumber, {
    what: 'TCP port of the recorder; reached by our own processes only.',
    how: 'Choose a free port.',
    default: '3002',
  }),
  url: setting('RECORDER_URL', httpUrl, {
    what: 'A recorder on another machine, as the web server reaches it; https:// in production, since the keys of recordings go there. When it is set, none is started here.',
    how: 'Leave it unset unless the recorder runs on another machine.',
    default: 'http://127.0.0.1:{RECORDER_PORT}',
  }),
  token: setting('RECORDER_TOKEN', longSecret, {
    what: 'Secret the web server shows to the recorder, and the recorder signs its reports with; at least 32 characters.',
    how: 'Make one with `openssl rand -hex 32`, the same on both sides.',
    secret: true,
  }),
  webhookUrl: setting('RECORDER_WEBHOOK_URL', httpUrl, {
    what: 'Where the recorder reports bytes on disk and finished files.',
    how: "Leave it unset unless the recorder runs on another machine; then set it to the web server's address and /api/webhooks/recorder.",
    default: 'http://127.0.0.1:{PORT}/api/webhooks/recorder',
  }),
};
