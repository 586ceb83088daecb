import { stackFrames } from './stack-frames';

const CANARY = '12345678Z';

describe('stackFrames', () => {
  it('tells where an error was made', () => {
    const [first] = stackFrames(new Error(CANARY));
    expect(first).toMatch(/^\s+at .*stack-frames\.spec\.ts:\d+:\d+\)?$/);
    expect(stackFrames(new Error()).length).toBeGreaterThan(0);
  });

  it.each<[what: string, error: () => unknown]>([
    ['a message', () => new Error(CANARY)],
    ['a message that looks like frames', () => new Error(`x\n    at ${CANARY}\n    at b (${CANARY}:1:1)`)],
    ['a message that was changed', () => Object.assign(new Error(`x\n    at ${CANARY}`), { message: 'y' })],
    ['a cause', () => new TypeError('x', { cause: new Error(`\n    at ${CANARY}`) })],
    ['a stack of its own', () => Object.assign(new Error('x'), { stack: [`    at ${CANARY}`] })],
    ['no error', () => `\n    at ${CANARY}`],
  ])('has no value of %s', (_what, error) => {
    expect(JSON.stringify(stackFrames(error()))).not.toContain(CANARY);
  });
});
