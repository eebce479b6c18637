/** Hands a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}

/** "screen-2026-01-31T12-00-00.png" */
export const stampedName = (what: string, extension: string): string =>
  `${what}-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.${extension}`;
