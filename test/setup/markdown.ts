import { readFileSync } from 'node:fs';

/** The code blocks of one language in a file, or in the section of it that has the heading. */
export function codeBlocks(file: string, language: string, heading?: string): string[] {
  const text = readFileSync(file, 'utf8');
  const section = heading === undefined ? text : text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`${file} has no section ${heading}`);
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , code]) => code ?? '');
}

/** What the comments at the ends of lines say that is printed, such as `console.log(x); // 1`. */
export function printed(code: string): string[] {
  return [...code.matchAll(/^.*console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text ?? '');
}
