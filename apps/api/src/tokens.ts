/** Injection token of the settings, which have no class. */
export const SETTINGS = Symbol('Settings');
