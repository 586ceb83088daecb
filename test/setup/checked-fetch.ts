import { check } from './http';

/** fetch, as clients use it, whose every exchange is held against the OpenAPI document. */
export async function checkedFetch(request: Request): Promise<Response> {
  const sent = request.body === null ? undefined : await request.clone().text();
  const response = await fetch(request);
  const text = await response.clone().text();
  const { pathname, search } = new URL(request.url);
  check({
    method: request.method,
    target: pathname + search,
    headers: Object.fromEntries(request.headers),
    body: sent,
    answer: {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
      json: <T>() => JSON.parse(text) as T,
    },
  });
  return response;
}
