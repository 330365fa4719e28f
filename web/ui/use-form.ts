import { useRef, useState } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../api/problem.ts';

export interface FormState<Values extends Readonly<Record<string, string>>> {
  readonly values: Values;
  /** Names of the fields to look at again. */
  readonly wrong: ReadonlySet<string>;
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  set(name: keyof Values & string, value: string): void;
  /** For `onSubmit`: checks the fields, then does the work with the values; what was typed stays whatever happens. */
  submit(event: Event, work: (values: Values) => Promise<void>): void;
}

/** The state of one form. Fields named in a `bad-input` problem are marked. */
export function useForm<Values extends Readonly<Record<string, string>>>(initial: Values): FormState<Values> {
  const [values, setValues] = useState<Values>(initial);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const set = (name: keyof Values & string, value: string): void => {
    setValues((old) => ({ ...old, [name]: value }));
    if (wrong.has(name)) setWrong(new Set([...wrong].filter((one) => one !== name)));
  };
  const mark = (names: readonly string[], form: HTMLFormElement): void => {
    setWrong(new Set(names));
    const first = Array.from(form.elements).find((element) => names.includes(element.getAttribute('name') ?? ''));
    if (first instanceof HTMLElement) first.focus();
  };
  const submit = (event: Event, work: (values: Values) => Promise<void>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (running.current || !(form instanceof HTMLFormElement)) return;
    setProblem(null);
    const invalid = invalidNames(form);
    if (invalid.length > 0) {
      mark(invalid, form);
      return;
    }
    running.current = true;
    setBusy(true);
    work(values)
      .catch((error) => {
        const failed = asProblem(error);
        setProblem(failed);
        const names = failed.fields.map((field) => field.path.split(/[./]/).pop() ?? '');
        if (names.length > 0) mark(names, form);
      })
      .then(() => {
        running.current = false;
        setBusy(false);
      });
  };
  return { values, wrong, problem, busy, set, submit };
}

function invalidNames(form: HTMLFormElement): string[] {
  const names: string[] = [];
  for (const element of Array.from(form.elements)) {
    if ((element instanceof HTMLInputElement || element instanceof HTMLSelectElement) && !element.validity.valid) names.push(element.name);
  }
  return names;
}
