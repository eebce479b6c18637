import { dateWords, preciseDateWords, timeWords } from "../app/time-words.ts";

const forms = { precise: preciseDateWords, minutes: dateWords, clock: timeWords } as const;

export interface TimeProps {
  readonly iso: string;
  /** To the second, to the minute, or the time of day alone. */
  readonly form?: keyof typeof forms;
}

/** A time in the person's own zone and manner; the exact one for those who hover. */
export function Time({ iso, form = "precise" }: TimeProps) {
  return (
    <time dateTime={iso} title={iso}>
      {forms[form](iso)}
    </time>
  );
}
