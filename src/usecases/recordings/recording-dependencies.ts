import type { KeyRing } from '../../ports/key-ring.ts';
import type { RecordingFiles } from '../../ports/recording-files.ts';
import type { RecordingReader } from '../../ports/recording-reader.ts';
import type { Dependencies } from '../dependencies.ts';

/** What the use cases of recordings need from outside. */
export interface RecordingDependencies extends Pick<Dependencies, 'clock' | 'work'> {
  readonly keys: KeyRing;
  readonly reader: RecordingReader;
  readonly files: RecordingFiles;
}
