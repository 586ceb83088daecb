import { takeNoted } from './faults';

// Also for what a hook has sent.
afterEach(() => expect(takeNoted()).toEqual([]));
afterAll(() => expect(takeNoted()).toEqual([]));
