/** What pg's own queries make parameters with; its types leave it out. */
declare module 'pg/lib/utils' {
  /** @returns a parameter as it is sent: text, bytes, or null */
  export function prepareValue(value: unknown): string | Buffer | null;
}
