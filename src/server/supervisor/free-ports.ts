import dgram from 'node:dgram';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A port one of our processes is going to listen on, and the variable that moves it. */
export interface WantedPort {
  variable: string;
  protocol: 'tcp' | 'udp';
  host: string;
  port: number;
  purpose: string;
}

/**
 * Tells which ports are taken.
 * @param patienceMilliseconds how long to wait for them: processes of a killed run end by themselves within seconds
 * @returns one sentence for each that stays taken
 */
export async function takenPorts(wanted: readonly WantedPort[], patienceMilliseconds: number): Promise<string[]> {
  const until = Date.now() + patienceMilliseconds;
  for (;;) {
    const free = await Promise.all(wanted.map((one) => (one.protocol === 'tcp' ? isTcpFree(one) : isUdpFree(one))));
    const taken = wanted.filter((_, index) => !free[index]);
    if (taken.length === 0 || Date.now() >= until) return taken.map(complaint);
    await pause(250);
  }
}

function complaint({ variable, protocol, host, port, purpose }: WantedPort): string {
  const kind = protocol.toUpperCase();
  return `${kind} port ${port} on ${host} (${purpose}) is taken by another program. End that program, or set ${variable} to a free port.`;
}

function isTcpFree({ host, port }: WantedPort): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

function isUdpFree({ host, port }: WantedPort): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
    probe.once('error', () => resolve(false));
    probe.bind({ port, address: host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
