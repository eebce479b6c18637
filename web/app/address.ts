/** The one place that makes addresses: all are relative to the folder of the page, wherever that is served. */
export const address = (path: string): string => new URL(path, document.baseURI).href;

export function webSocketAddress(path: string): string {
  const url = new URL(path, document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
