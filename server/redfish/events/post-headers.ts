const { validateHeaderName, validateHeaderValue } = process.getBuiltinModule("node:http");

/** What a post says by itself. */
const own: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The name of the first header field that a post cannot carry. */
export function forbiddenHeader(headers: Readonly<Record<string, string>>): string | undefined {
  const isPossible = ([name, value]: [string, string]): boolean => {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      return !own.has(name.toLowerCase());
    } catch {
      return false;
    }
  };
  return Object.entries(headers).find(entry => !isPossible(entry))?.[0];
}
