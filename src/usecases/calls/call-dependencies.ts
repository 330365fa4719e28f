import type { CallWaker } from '../../ports/call-waker.ts';
import type { KeyRing } from '../../ports/key-ring.ts';
import type { Dependencies } from '../dependencies.ts';

/** What the use cases of calls need from outside. */
export interface CallDependencies extends Pick<Dependencies, 'clock' | 'ids' | 'work' | 'callControl' | 'recorder'> {
  readonly keys: KeyRing;
  readonly waker: CallWaker;
}
