const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A plain page without script; its style sheet is a file, so that the content security policy needs no exception. */
export function plainPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><link rel="stylesheet" href="/api/plain.css"></head>
<body><main>
<h1>${escapeHtml(title)}</h1>
${body}
</main></body>
</html>
`;
}

/** The style sheet of plain pages. */
export const plainCss = `
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: #1d2b2a; background: #faf8f4; }
main { max-width: 70rem; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 28px; } h2 { font-size: 22px; margin-top: 40px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-bottom: 1px solid #d9d4c8; overflow-wrap: anywhere; }
code, pre { font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #fff; padding: 16px; border: 1px solid #d9d4c8; border-radius: 8px; }
a { color: #0b5a57; } a:focus { outline: 3px solid #0b5a57; outline-offset: 2px; }
.code { font-size: 28px; font-variant-numeric: tabular-nums; letter-spacing: 2px; overflow-wrap: normal; white-space: nowrap; }
@media (max-width: 600px) { th, td { padding-right: 8px; } .code { font-size: 20px; letter-spacing: 1px; } }
`;
