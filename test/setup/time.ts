/** The clock by which the service waits (`performance.now`) stands still. Until `jest.restoreAllMocks`. @param now what it shows, in milliseconds */
export function holdTime(now = performance.now()): void {
  jest.spyOn(performance, 'now').mockImplementation(() => now);
}

/** The same clock goes on, put forward by so many milliseconds. Until `jest.restoreAllMocks`. */
export function putTimeForward(milliseconds: number): void {
  const now = performance.now.bind(performance);
  jest.spyOn(performance, 'now').mockImplementation(() => now() + milliseconds);
}
