import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CATALOGUE, type CatalogueEntry, Public } from '@app/common';

/** The page that every error's `ref` points at. */
@ApiExcludeController()
@Public()
@Controller('errors')
export class ErrorsController {
  /** Every code with status, title, meaning and what to do. */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }
}

const STYLE = 'body{font:16px/1.5 system-ui;max-width:48rem;margin:2rem auto;padding:0 1rem}:target{background:#ff9}';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Padron errors</title><style>${STYLE}</style></head>
<body>
<h1>Errors</h1>
${Object.values(CATALOGUE).map(section).join('\n')}
</body>
</html>
`;

function section({ code, status, title, meaning, remedy }: CatalogueEntry): string {
  return `<section id="${code}"><h2>${code} · ${status} ${title}</h2><p>${markup(meaning)}</p><p>${markup(remedy)}</p></section>`;
}

/** Our own texts: only backticks mean something in them. */
function markup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>');
}
