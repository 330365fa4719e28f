import { createSocket } from 'node:dgram';

/**
 * Makes sure that the media port can be had. The native transport opens it with the first participant only and then fails without a word, so
 * the engine looks before it starts.
 * @throws an error that names the port
 */
export async function claimableUdpPort(port: number, address: string | null): Promise<void> {
  const socket = createSocket({ type: address?.includes(':') ? 'udp6' : 'udp4' });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ port, exclusive: true, ...(address === null ? {} : { address }) }, resolve);
    });
  } catch (cause) {
    throw new Error(`UDP port ${port} cannot be had on ${address ?? 'this machine'} (MEDIA_UDP_PORT, MEDIA_BIND_ADDRESS)`, { cause });
  } finally {
    socket.close();
  }
}
