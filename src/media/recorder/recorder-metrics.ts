import { Gauge, Registry } from 'prom-client';
import type { RecordingStatus } from './recording.ts';

/** What a monitoring system may ask of the recorder; read from the state at each scrape. */
export function recorderMetrics(list: () => RecordingStatus[]): Registry {
  const registry = new Registry();
  const files = () => list().flatMap((recording) => recording.files.filter((file) => file.endedAt === null));
  new Gauge({
    name: 'openvisit_recorder_recordings',
    help: 'Recordings by state',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { state } of list()) this.inc({ state });
    },
  });
  new Gauge({
    name: 'openvisit_recorder_open_files',
    help: 'Files being written',
    registers: [registry],
    collect() {
      this.set(files().length);
    },
  });
  new Gauge({
    name: 'openvisit_recorder_open_bytes',
    help: 'Bytes on disk of the files being written',
    registers: [registry],
    collect() {
      this.set(files().reduce((sum, file) => sum + file.bytesOnDisk, 0));
    },
  });
  return registry;
}
