import { type CatalogueEntry } from '@app/common';
import { type ErrorCodeList } from './errors.dto';

/** What `/errors` tells of the catalogue, in the order of the statuses and codes. */
export function errorCodeList(entries: readonly CatalogueEntry[]): ErrorCodeList {
  const errors = entries.map(({ code, status, title, meaning, remedy, retryAfter }) => ({
    code,
    status,
    title,
    meaning,
    remedy,
    ...(retryAfter !== undefined && { retry_after: retryAfter }),
  }));
  return { errors: errors.sort((a, b) => a.status - b.status || a.code.localeCompare(b.code)) };
}
