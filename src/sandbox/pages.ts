import { type Language, type PageText, pageText } from './page-text.ts';
import type { SetupSession } from './records.ts';
import { type CardFault, type TypedCard, testCards } from './test-cards.ts';

/** What went wrong with the last try, shown above the form. */
export type FormProblem = { kind: 'declined' } | { kind: 'refused-by-bank' } | { kind: 'fault'; fault: CardFault };

/** The form that saves a card. Works without scripts; the test cards are buttons that load it filled. */
export function cardForm(session: SetupSession, language: Language, typed: TypedCard, problem: FormProblem | null): string {
  const text = pageText[language];
  const fault = problem?.kind === 'fault' ? problem.fault : null;
  const field = (name: keyof TypedCard, hint: string | null, faults: CardFault[]): string => {
    const wrong = fault !== null && faults.includes(fault) ? fault : null;
    const notes = [...(hint ? [`${name}-hint`] : []), ...(wrong ? [`${name}-fault`] : [])].join(' ');
    return `<label for="${name}">${text[name]}</label>
${hint ? `<span class="hint" id="${name}-hint">${hint}</span>` : ''}${wrong ? `<span class="fault" id="${name}-fault">${text.fault[wrong]}</span>` : ''}
<input id="${name}" name="${name}" value="${escapeHtml(typed[name])}" inputmode="${name === 'expiry' ? 'text' : 'numeric'}" autocomplete="off" required${notes ? ` aria-describedby="${notes}"` : ''}${wrong ? ' aria-invalid="true"' : ''}>`;
  };
  const choices = testCards
    .map((card) => `<button class="choice" name="fill" value="${card.key}">${text.conduct[card.key]}<span>${card.number}</span></button>`)
    .join('\n');
  return frame(
    language,
    text.title,
    `<h1>${text.title}</h1>
<p class="calm">${text.nothingCharged}</p>
${problem ? `<p class="problem" role="alert">${problemText(text, problem)}</p>` : ''}
<form method="get" action="/pay/${session.id}"><h2>${text.testCards}</h2><input type="hidden" name="lang" value="${language}">
${choices}</form>
<form method="post" action="/pay/${session.id}" novalidate><input type="hidden" name="lang" value="${language}">
${field('number', null, ['number', 'not-a-test-card'])}
${field('expiry', text.expiryHint, ['expiry', 'expired'])}
${field('cvc', text.cvcHint, ['cvc'])}
<button class="main" id="save">${text.save}</button></form>
<p><a class="link" id="cancel" href="${escapeHtml(session.cancelUrl)}">${text.cancel}</a></p>`,
  );
}

/** The bank's question; `amount` when money is to be set aside. */
export function secondStepPage(language: Language, amount: string | null): string {
  const text = pageText[language];
  return frame(
    language,
    text.bankTitle,
    `<h1>${text.bankTitle}</h1>
<p class="calm">${amount ? `${text.bankAmount} <span class="amount">${amount}</span>` : text.nothingCharged}</p>
<p class="hint">${text.bankMore}</p>
<form method="post"><input type="hidden" name="lang" value="${language}">
<button class="main" id="approve" name="answer" value="approve">${text.approve}</button>
<button class="choice" id="refuse" name="answer" value="refuse">${text.refuse}</button></form>`,
  );
}

export type Ending = 'saved' | 'expired' | 'unknown' | 'answered';

/** A page without a form, with a way on where there is one. */
export function endingPage(language: Language, ending: Ending, target: string | null): string {
  const text = pageText[language];
  const label = ending === 'saved' ? text.goOn : text.goBack;
  return frame(
    language,
    text[`${ending}Title`],
    `<h1>${text[`${ending}Title`]}</h1><p>${text[`${ending}More`]}</p>${target ? `<p><a class="link" id="go-on" href="${escapeHtml(target)}">${label}</a></p>` : ''}`,
  );
}

function problemText(text: PageText, problem: FormProblem): string {
  if (problem.kind === 'fault') return text.fault[problem.fault];
  return problem.kind === 'declined' ? text.declined : text.refusedByBank;
}

function frame(language: Language, title: string, main: string): string {
  const text = pageText[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · ${text.sandbox}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/pay.css"></head>
<body><header class="banner"><strong>${text.sandbox}</strong>${text.sandboxMore}</header>
<main>${main}</main>
<nav class="languages" aria-label="${text.language}"><a class="link" lang="${text.other.code}" href="?lang=${text.other.code}">${text.other.name}</a></nav></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
