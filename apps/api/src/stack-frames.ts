/** How many frames tell where an error came from. */
const FRAMES = 8;

/**
 * Where an error was made, without its message: V8 puts that at the beginning of the stack, and messages carry values.
 * @returns the innermost frames; none when they cannot be told from the message
 */
export function stackFrames(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const { message, stack } = error;
  const begin = stack.indexOf(message);
  // A message of several lines may look like frames, so it is cut off and not filtered.
  if (begin === -1) return [];
  const lines = stack.slice(begin + message.length).split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).slice(0, FRAMES);
}
