import { createHash } from 'node:crypto';
import { type ErrorCode, type ErrorCodeList } from './errors.dto';

const STYLE = `
:root { color-scheme: light dark; --page: #fff; --text: #1f2328; --soft: #57606a; --line: #d0d7de; --mark: #fff3bf; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --page: #16191d; --text: #e6e9ec; --soft: #a9b1ba; --line: #444c56; --mark: #4d3e0a; --link: #79b8ff; } }
html { background: var(--page); color: var(--text); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
a { color: var(--link); }
section { border-top: 1px solid var(--line); padding: 0.75rem; scroll-margin-top: 1rem; }
section:target { background: var(--mark); }
h2 { font-size: 1.125rem; margin: 0; }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0 0; }
dt { color: var(--soft); }
dd { margin: 0; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-bottom: 0.5rem; } }
`;

/** Content-Security-Policy of the page: its own style and its empty icon, nothing else. */
export const PAGE_POLICY = [
  "default-src 'none'",
  'img-src data:',
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The list as a page, with a section under the anchor `#CODE` for each code. */
export function errorsPage({ errors }: ErrorCodeList): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Padron: error codes</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Error codes of Padron</h1>
<p>Every error of the API has a <code>code</code>, and a <code>ref</code> that leads to the code on this page.
Programs get the same list with <code>Accept: application/json</code>.</p>
${errors.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section({ code, status, title, meaning, remedy, retry_after }: ErrorCode): string {
  return `<section id="${code}">
<h2><a href="#${code}">${code}</a> ${markup(title)}</h2>
<dl>
<dt>Status</dt><dd>${status}</dd>
<dt>Meaning</dt><dd>${markup(meaning)}</dd>
<dt>What to do</dt><dd>${markup(remedy)}</dd>
<dt>Retry</dt><dd>${retry(retry_after)}</dd>
</dl>
</section>`;
}

function retry(seconds: number | undefined): string {
  if (seconds === undefined) return 'No';
  return `Yes, after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}

/** Our own texts: only backticks mean something in them. */
function markup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>');
}
