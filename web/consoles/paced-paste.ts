import { elapsed } from "../app/elapsed.ts";

const encoder = new TextEncoder();
/** Milliseconds between two portions of a line, where the line is not as fast as that. */
const tick = 50;

export interface PasteSettings {
  readonly bytesPerSecond: number;
  /** Milliseconds that the far end gets to work off each line. */
  readonly lineDelay: number;
  /** Whether the text stands between the marks by which programs know a paste (xterm's mode 2004). */
  readonly bracketed: boolean;
}

/** A line's end is what the Enter key of a terminal sends: CR. */
const terminalText = (text: string, { bracketed }: Pick<PasteSettings, "bracketed">): string => {
  const lines = text.replace(/\r?\n/g, "\r");
  // The mark of the end inside the text would end the paste early, and have what follows taken for typed.
  return bracketed ? `\x1b[200~${lines.replaceAll("\x1b[201~", "")}\x1b[201~` : lines;
};

export const hasSeveralLines = (text: string): boolean => /\r?\n[\s\S]/.test(text);

/**
 * Sends a text as fast as the far end takes it: a serial line has no way to say that it is too fast.
 * @param send false when it could not be sent
 * @returns whether all of it was sent
 */
export async function pacedPaste(
  text: string,
  settings: PasteSettings,
  send: (bytes: Uint8Array<ArrayBuffer>) => boolean,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (sent: number) => void },
): Promise<boolean> {
  const bytes = encoder.encode(terminalText(text, settings));
  const portion = Math.max(1, Math.round((settings.bytesPerSecond * tick) / 1000));
  const pause = (1000 * portion) / settings.bytesPerSecond;
  for (let at = 0; at < bytes.length; ) {
    if (signal.aborted) return false;
    const lineEnd = bytes.indexOf(0x0d, at);
    const end = Math.min(at + portion, lineEnd < 0 ? bytes.length : lineEnd + 1, bytes.length);
    if (!send(bytes.slice(at, end))) return false;
    const endsLine = settings.lineDelay > 0 && end === lineEnd + 1 && end < bytes.length;
    at = end;
    onProgress(at / bytes.length);
    if (at < bytes.length) await elapsed(endsLine ? Math.max(pause, settings.lineDelay) : pause, signal);
  }
  return true;
}
