/** Works the SHA-256 of a file out beside the page. @throws Error when the file cannot be read */
export function checksum(file: File, signal: AbortSignal): Promise<string> {
  const worker = new Worker(new URL("./checksum-worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  worker.addEventListener("message", ({ data }: MessageEvent<{ sha256?: string; failure?: string }>) => {
    if (data.sha256 === undefined) reject(new Error(data.failure));
    else resolve(data.sha256);
  });
  worker.addEventListener("error", ({ message }) => reject(new Error(message)));
  signal.addEventListener("abort", () => reject(signal.reason));
  worker.postMessage(file);
  return promise.finally(() => worker.terminate());
}
