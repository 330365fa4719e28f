import { useEffect, useState } from 'preact/hooks';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Link } from '../ui/router.tsx';
import { useForm } from '../ui/use-form.ts';
import { forgetDraft, useDraft } from './drafts.ts';
import { FacilityMoment } from './facility-moment.tsx';
import { SideBySide } from './side-by-side.tsx';

export type RecordingDetail = RouteOutput<'POST /api/staff/recordings/:recordingId/look'>;

/** A recording: first the purpose, which is logged; then both sides in sync, their hashes, and who looked before. */
export function RecordingPage({ recordingId }: { readonly recordingId: string }) {
  const { t } = useText();
  const [recording, setRecording] = useState<RecordingDetail | null>(null);
  return (
    <>
      <PageTitle>{t('staff.recording.title')}</PageTitle>
      {recording ? <OpenRecording recording={recording} /> : <PurposeForm recordingId={recordingId} onOpen={setRecording} />}
    </>
  );
}

function PurposeForm({ recordingId, onOpen }: { readonly recordingId: string; readonly onOpen: (detail: RecordingDetail) => void }) {
  const { t } = useText();
  const [purpose, keepPurpose] = useDraft(recordingId, 'purpose', '');
  const form = useForm({ purpose });
  useEffect(() => keepPurpose(form.values.purpose), [form.values.purpose]);
  return (
    <form
      noValidate
      class="card"
      onSubmit={(event) =>
        form.submit(event, async (body) => {
          const detail = await api('POST /api/staff/recordings/:recordingId/look', { params: { recordingId }, body });
          forgetDraft(recordingId);
          onOpen(detail);
        })
      }
    >
      <p>{t('staff.recording.why')}</p>
      <ProblemNotice problem={form.problem} />
      <Field
        form={form}
        name="purpose"
        label={t('staff.recording.purpose')}
        hint={t('staff.recording.purposeHint')}
        wrong={t('staff.recording.purposeWrong')}
        minLength={5}
        maxLength={500}
      />
      <Button kind="main" submit icon="play" busy={form.busy}>
        {t('staff.recording.open')}
      </Button>
    </form>
  );
}

function OpenRecording({ recording }: { readonly recording: RecordingDetail }) {
  const { t } = useText();
  const broken = recording.files.filter((file) => !file.integrity.intact);
  return (
    <>
      <p class="lead">
        {recording.resident} ⟷ {recording.visitor} · <Link to={`/staff/visit/${recording.visitId}`}>{t('staff.recording.visit')}</Link>
      </p>
      {broken.map((file) => (
        <Notice key={file.fileId} kind="error" title={t('staff.recording.broken', { side: t(`staff.side.${file.side}`) })}>
          <p>
            {!file.integrity.intact && file.integrity.brokenAtSecond !== null
              ? t('staff.recording.brokenAt', { second: Math.floor(file.integrity.brokenAtSecond) })
              : t('staff.recording.brokenWhole')}
          </p>
        </Notice>
      ))}
      {recording.files.length === 0 ? (
        <EmptyState icon="play" title={t('staff.recording.nothing')} />
      ) : (
        <RecordedFiles files={recording.files} />
      )}
      <h2>{t('staff.recording.looks')}</h2>
      <ol class="history">
        {recording.looks.map((look) => (
          <li key={look.at}>
            <strong>{look.by}</strong> <FacilityMoment at={look.at} /> · {look.purpose}
          </li>
        ))}
      </ol>
      <p class="soft">
        {t('staff.recording.deletedAfter')} <FacilityMoment at={recording.deleteAfter} />
      </p>
    </>
  );
}

function RecordedFiles({ files }: Pick<RecordingDetail, 'files'>) {
  const { t } = useText();
  return (
    <>
      <SideBySide files={files} />
      <h2>{t('staff.recording.files')}</h2>
      <table class="staff-table files-table">
        <thead>
          <tr>
            <th scope="col">{t('staff.recording.side')}</th>
            <th scope="col">{t('staff.recording.started')}</th>
            <th scope="col">{t('staff.recording.integrity')}</th>
            <th scope="col">{t('staff.recording.hash')}</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.fileId}>
              <th scope="row">{t(`staff.side.${file.side}`)}</th>
              <td>
                <FacilityMoment at={file.startedAt} />
              </td>
              <td>{t(file.integrity.intact ? 'staff.recording.intact' : 'staff.recording.notIntact')}</td>
              <td>
                <code class="hash">{file.hash}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
