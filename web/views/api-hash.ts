/** Where the explorer shows this operation; a whole address of a GET is read at once. */
export const apiHash = (method: string, uri: string): string =>
  `#api?${new URLSearchParams({ ...(method !== "GET" && { method }), uri })}`;
