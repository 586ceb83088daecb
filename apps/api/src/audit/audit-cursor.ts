/** Where a page of audit entries ended. */
export interface AuditPosition {
  /** Microseconds since 1970. */
  readonly at: string;
  readonly id: string;
}

const POSITION = /^(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A position as clients see it: opaque, and fit for a URL. */
export function toCursor({ at, id }: AuditPosition): string {
  return Buffer.from(`${at}.${id}`).toString('base64url');
}

/** @returns undefined for what is no cursor of ours */
export function fromCursor(cursor: string): AuditPosition | undefined {
  const [, at, id] = POSITION.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  return at === undefined || id === undefined ? undefined : { at, id };
}
