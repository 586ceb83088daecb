/**
 * Makes a path decodable, so that the router finds its route and the rules of the path report what is wrong with it: a
 * `%` that is no escape, or an escape that is no UTF-8, stands for itself from here on.
 * @param url request target, path and query
 */
export function decodableTarget(url: string): string {
  if (!url.includes('%')) return url;
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll('%', '%25') + (end < 0 ? '' : url.slice(end));
  }
}
