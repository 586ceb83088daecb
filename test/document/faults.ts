/** What the exchanges since the last test differed in from the document. */
const found: string[] = [];

/** Keeps a difference for the test that runs: an assertion can be swallowed where requests are expected to fail. */
export function note(fault: string): void {
  found.push(fault);
}

/** The differences noted since the last call, each once. */
export function takeNoted(): string[] {
  return [...new Set(found.splice(0))];
}
