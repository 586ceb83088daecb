declare module 'json-merge-patch' {
  /** Applies a merge patch (RFC 7396). Changes `target`. */
  export function apply(target: unknown, patch: unknown): unknown;
}
