import { readFileSync } from 'node:fs';

/** A request of the published page, as its reader would send it. */
export interface PublishedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const PAGE = readFileSync('test/data/published-page.txt', 'utf8');

/** The id of the customer in every example. */
export const PUBLISHED_ID = '123e4567-e89b-12d3-a456-556642440000';

/**
 * The request examples of the page, in its order. Two adaptations: the page writes JSON with single quotes, and puts the
 * values of a query into quotes that are no part of them, as a shell would take them.
 */
export function publishedRequests(): PublishedRequest[] {
  return PAGE.split(/^curl -X /m)
    .slice(1)
    .map((rest) => {
      const [example = ''] = rest.split('\nResponses\n');
      const [, method = '', path = '', query] = /^(\w+) https:\/\/[^/]+([^\s?]+)(?:\?(\S+))?/.exec(example) ?? [];
      const headers = [...example.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name = '', value = '']) => [name, value]);
      const [, body] = /--data-raw "([^"]*)"/.exec(example) ?? [];
      return {
        method,
        path: query === undefined ? path : `${path}?${new URLSearchParams(query.replaceAll("'", '')).toString()}`,
        headers: Object.fromEntries(headers) as Record<string, string>,
        ...(body !== undefined && { body: JSON.parse(body.replaceAll("'", '"')) as unknown }),
      };
    });
}

/** The bodies that the page shows under "Request body", in its order, but for the empty one. */
export function publishedBodies(): unknown[] {
  return [...PAGE.matchAll(/^\{\n(?: .*\n)+\}$/gm)].map(([text]) => JSON.parse(text) as unknown);
}

/** The valid and the invalid usage of company_info in a patch. */
export function publishedUsages(): unknown[] {
  return [...PAGE.matchAll(/^json<br>(.*)<br>$/gm)].map(([, text = '']) => JSON.parse(text) as unknown);
}
