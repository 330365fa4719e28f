import { WebSocket } from 'ws';
import { decodeResponse, encodeRequest, type RequestMessage, type ResponseMessage } from '../../../src/media/signal/messages.ts';
import type { MediaServer } from './server.ts';

/** A client that keeps none of the stock SDK's manners: it sends whatever bytes a test wants. */
export interface RawClient {
  /** HTTP status of a refused upgrade, with its text; null when the socket opened. */
  refused: { status: number; text: string } | null;
  messages: ResponseMessage[];
  send(message: RequestMessage): void;
  sendBytes(bytes: Uint8Array | string): void;
  of<Case extends ResponseMessage['case']>(name: Case): Extract<ResponseMessage, { case: Case }>[];
  isOpen(): boolean;
  close(): void;
}

/** Opens the signal socket by hand. */
export async function openRawClient(server: MediaServer, token: string, query = ''): Promise<RawClient> {
  const socket = new WebSocket(
    `${server.ws}/rtc?access_token=${encodeURIComponent(token)}&auto_subscribe=1&sdk=js&version=2.23.0&protocol=16${query}`,
  );
  const messages: ResponseMessage[] = [];
  socket.on('message', (data) => {
    const message = decodeResponse(data as Buffer);
    if (message) messages.push(message);
  });
  const refused = await new Promise<RawClient['refused']>((resolve) => {
    socket.once('open', () => resolve(null));
    socket.on('error', () => resolve({ status: 0, text: '' }));
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
  });
  return {
    refused,
    messages,
    send: (message) => socket.send(encodeRequest(message)),
    sendBytes: (bytes) => socket.send(bytes),
    of: (name) => messages.filter((message) => message.case === name) as never,
    isOpen: () => socket.readyState === socket.OPEN,
    close: () => socket.terminate(),
  };
}
