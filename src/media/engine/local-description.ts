import type { PeerConnection } from 'node-datachannel';

/**
 * Makes the local description. node-datachannel does not catch what the native side throws here, which ends the whole process, so what it
 * would refuse is refused before: above all an answer on a connection that the other side has closed a moment ago, which has forgotten the
 * offer without a word. @throws an error that names the state
 */
export function makeLocalDescription(connection: PeerConnection, type: 'offer' | 'answer'): void {
  const state = connection.signalingState();
  const allowed = type === 'answer' ? ['have-remote-offer'] : ['stable', 'have-local-offer'];
  if (connection.state() === 'closed' || !allowed.includes(state)) throw new Error(`no ${type} can be made in state ${state}`);
  connection.setLocalDescription(type);
}
