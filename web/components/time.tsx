import { preciseDateWords } from "../app/time-words.ts";

/** A time in the person's own zone and manner; the exact one for those who hover. */
export function Time({ iso }: { readonly iso: string }) {
  return (
    <time dateTime={iso} title={iso}>
      {preciseDateWords(iso)}
    </time>
  );
}
