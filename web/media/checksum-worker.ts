import { Sha256 } from "./sha256.ts";

/** Gets a file; answers with its SHA-256, or with what went wrong. */
addEventListener("message", ({ data }: MessageEvent<File>) => {
  sum(data).then(
    sha256 => postMessage({ sha256 }),
    (error: unknown) => postMessage({ failure: String(error) }),
  );
});

async function sum(file: File): Promise<string> {
  const hash = new Sha256();
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hash.digest();
    hash.update(value);
  }
}
