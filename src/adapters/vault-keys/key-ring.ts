import type { KeyRing } from '../../ports/key-ring.ts';
import { type MasterKey, newRecordingKey, unwrapKey, wrapKey } from '../../vault/wrap-key.ts';

/**
 * Keys of recordings under the installation's master keys: the first wraps, all of them open, so that a master key can be rotated.
 * @throws RangeError when there is none
 */
export function vaultKeyRing(masters: readonly MasterKey[]): KeyRing {
  const [current] = masters;
  if (!current) throw new RangeError('a key ring needs a master key');
  return {
    newKey(recordingId) {
      const key = newRecordingKey();
      return { key: key.toString('base64'), wrapped: wrapKey(key, current, recordingId) };
    },
    open: (wrapped, recordingId) => unwrapKey(wrapped, masters, recordingId).toString('base64'),
  };
}
