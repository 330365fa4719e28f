import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { type Act, useAct } from '../ui/use-act.ts';
import { type Request, useRequest } from '../ui/use-request.ts';

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

interface Pages<Row> {
  readonly newest: Request<Page<Row>>;
  /** Everything fetched so far, the newest first. */
  readonly rows: readonly Row[];
  readonly more: boolean;
  readonly act: Act;
  showOlder(): void;
}

/** A list that is fetched page by page, each below the last row shown; another key begins it anew. */
export function usePages<Row extends { readonly id: string }>(key: string, load: (before?: string) => Promise<Page<Row>>): Pages<Row> {
  const newest = useRequest(key, () => load());
  const [older, setOlder] = useState<(Page<Row> & { readonly key: string }) | null>(null);
  const act = useAct();
  const further = older?.key === key ? older : null;
  const rows = [...(newest.data?.rows ?? []), ...(further?.rows ?? [])];
  const showOlder = (): void =>
    act.run(async () => {
      const next = await load(rows[rows.length - 1]?.id);
      setOlder({ key, rows: [...(further?.rows ?? []), ...next.rows], more: next.more });
    });
  return { newest, rows, more: (further ?? newest.data)?.more ?? false, act, showOlder };
}

/** The way to older rows, while there are any, and why they could not be fetched. */
export function OlderButton({ pages, label }: { readonly pages: Pages<unknown>; readonly label: string }) {
  return (
    <>
      <ProblemNotice problem={pages.act.problem} />
      {pages.more && (
        <Button busy={pages.act.busy} onPress={pages.showOlder}>
          {label}
        </Button>
      )}
    </>
  );
}
