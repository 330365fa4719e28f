import fs from 'node:fs';
import path from 'node:path';
import type { Setting } from './setting.ts';
import { settingGroups } from './settings.ts';

/** Where the generated page lives. Write it anew with `node src/settings/settings-page.ts`. */
export const settingsPagePath = path.resolve(import.meta.dirname, '../../docs/settings.md');

const titles: Record<keyof typeof settingGroups, string> = {
  general: 'General',
  web: 'Web server',
  database: 'Database',
  media: 'Media server',
  recorder: 'Recorder',
  payments: 'Payments',
  secrets: 'Secrets',
  mail: 'Mail',
};

/** The documentation of every setting as Markdown, from the same table that reads them. */
export function settingsPage(): string {
  const sections = Object.entries(settingGroups).map(([name, group]) => {
    const rows = Object.values<Setting<unknown>>(group).map(row);
    return `## ${titles[name as keyof typeof titles]}\n\n| variable | meaning | default |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Settings

Every setting is an environment variable, checked when a process starts; all problems are reported at once. An empty variable counts as not set.
In demo mode \`npm start\` makes the missing secrets once and keeps them in \`secrets.json\` in the data folder. Production has no default for a secret.
\`{PORT}\` in a default stands for the value of that variable. This page is written by \`node src/settings/settings-page.ts\`.

${sections.join('\n')}`;
}

function row(setting: Setting<unknown>): string {
  const cells = [`\`${setting.variable}\``, `${setting.what}${setting.secret ? ' *Secret.*' : ''}`, defaultCell(setting)];
  return `| ${cells.join(' | ')} |`;
}

function defaultCell({ defaultText, neededIn, secret }: Setting<unknown>): string {
  const inMode = (mode: 'demo' | 'production'): string => {
    const text = defaultText[mode];
    if (text !== undefined) return `\`${text}\``;
    if (neededIn.includes(mode)) return mode === 'demo' && secret ? 'made at first start' : '**required**';
    return 'none';
  };
  const [demo, production] = [inMode('demo'), inMode('production')];
  return demo === production ? demo : `demo: ${demo}; production: ${production}`;
}

if (import.meta.main) fs.writeFileSync(settingsPagePath, settingsPage());
