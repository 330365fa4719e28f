import { SignalRequest, SignalResponse } from '@livekit/protocol';

/** One message of a client to the server, `case` naming its kind (`addTrack`, `offer`, …). */
export type RequestMessage = Extract<SignalRequest['message'], { case: string }>;

/** One message of the server to a client (`join`, `update`, …). */
export type ResponseMessage = Extract<SignalResponse['message'], { case: string }>;

/** The bytes of one WebSocket frame from client to server. */
export function encodeRequest(message: RequestMessage): Uint8Array {
  return new SignalRequest({ message }).toBinary();
}

/** The bytes of one WebSocket frame from server to client. */
export function encodeResponse(message: ResponseMessage): Uint8Array {
  return new SignalResponse({ message }).toBinary();
}

/** Reads a client's frame; null when it is not the protocol or a kind newer than ours. Never throws. */
export function decodeRequest(frame: Uint8Array): RequestMessage | null {
  try {
    const { message } = SignalRequest.fromBinary(frame);
    return message.case === undefined ? null : message;
  } catch {
    return null;
  }
}

/** Reads a server's frame; null when it is not the protocol or a kind newer than ours. Never throws. */
export function decodeResponse(frame: Uint8Array): ResponseMessage | null {
  try {
    const { message } = SignalResponse.fromBinary(frame);
    return message.case === undefined ? null : message;
  } catch {
    return null;
  }
}
