import { readFile } from 'node:fs/promises';

/**
 * Says in one line why a program of PostgreSQL has failed.
 *
 * @param path the log file
 * @param from the size of the file before the program started, in bytes
 * @returns the last line that reports a failure, else the last line
 */
export async function lastProblem(path: string, from: number): Promise<string> {
  const lines = (await readFile(path)).subarray(from).toString('utf8').trim().split('\n');
  const line = lines.findLast((text) => /FATAL|PANIC|error:/.test(text)) ?? lines.at(-1) ?? '';
  return line.replace(/^.*?(FATAL|PANIC|error):\s*/, '') || 'it said nothing';
}
