import type { ComponentChildren } from 'preact';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { NameMark } from '../ui/name-mark.tsx';

/** What stands around every staff page outside the gate. */
export function StaffGate({ children }: { readonly children: ComponentChildren }) {
  return (
    <main class="staff-gate">
      <NameMark />
      {children}
      <LanguageSwitch />
    </main>
  );
}
