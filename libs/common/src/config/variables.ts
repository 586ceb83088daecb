/** The environment as Node gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that the process cannot start with. Its message is one line for the operator and names the variable. */
export class ConfigurationError extends Error {
  constructor(name: string, rule: string) {
    super(`${name} ${rule}`);
    this.name = 'ConfigurationError';
  }
}

/** A variable's value, undefined when it is unset or empty. */
export function text(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** A variable's value, which must be set. */
export function required(env: Environment, name: string): string {
  const value = text(env, name);
  if (value === undefined) throw new ConfigurationError(name, 'must be set');
  return value;
}

/** A whole number in decimal digits between min and max. */
export function integer(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const raw = text(env, name);
  if (raw === undefined) return fallback;
  const value = /^\d{1,9}$/.test(raw) ? Number(raw) : NaN;
  if (!(value >= min && value <= max)) {
    throw new ConfigurationError(name, `must be a whole number from ${min} to ${max}`);
  }
  return value;
}

/** A switch: on or off (true and false, 1 and 0 are understood too). */
export function toggle(env: Environment, name: string, fallback: boolean): boolean {
  const raw = text(env, name)?.toLowerCase();
  if (raw === undefined) return fallback;
  if (['on', 'true', '1'].includes(raw)) return true;
  if (['off', 'false', '0'].includes(raw)) return false;
  throw new ConfigurationError(name, 'must be on or off');
}

/** One of the given words; required when there is no fallback. */
export function oneOf<T extends string>(env: Environment, name: string, words: readonly T[], fallback?: T): T {
  const raw = text(env, name) ?? fallback;
  if (raw === undefined) throw new ConfigurationError(name, `must be set (one of ${words.join(', ')})`);
  const word = words.find((candidate) => candidate === raw);
  if (word === undefined) throw new ConfigurationError(name, `must be one of ${words.join(', ')}`);
  return word;
}

/** An absolute URL with one of the given schemes. */
export function url(env: Environment, name: string, schemes: readonly string[]): string | undefined {
  const raw = text(env, name);
  if (raw === undefined) return undefined;
  if (!URL.canParse(raw) || !schemes.some((scheme) => raw.startsWith(`${scheme}//`))) {
    throw new ConfigurationError(name, `must be a URL beginning with ${schemes.map((s) => `${s}//`).join(' or ')}`);
  }
  return raw;
}

/** An http(s) URL that paths can be appended to: without query and fragment. */
export function baseUrl(env: Environment, name: string): string | undefined {
  const raw = url(env, name, ['http:', 'https:']);
  if (raw !== undefined && /[?#]/.test(raw)) throw new ConfigurationError(name, 'must have neither query nor fragment');
  return raw;
}

/** Values separated by commas, each of which passes the check. */
export function list(env: Environment, name: string, check: (value: string) => boolean): readonly string[] {
  const raw = text(env, name);
  if (raw === undefined) return [];
  const values = raw.split(',').map((value) => value.trim());
  if (!values.every(check)) throw new ConfigurationError(name, 'must be a list of valid values separated by commas');
  return values;
}

/** A check for `list` by a regular expression. */
export function pattern(expression: RegExp): (value: string) => boolean {
  return (value) => expression.test(value);
}
