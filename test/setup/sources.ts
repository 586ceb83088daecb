import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The TypeScript files of the service, tests beside them included, by their paths from the root. */
export const SOURCES = ['apps', 'libs'].flatMap(filesBelow).filter((file) => file.endsWith('.ts'));

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.name === 'dist') return [];
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
