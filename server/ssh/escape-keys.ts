export type EscapeAction = "leave" | "sendBreak" | "help";

/** What `~` and this key mean at the beginning of a line (as in ipmitool and OpenSSH). */
const actions: Readonly<Record<string, EscapeAction>> = { ".": "leave", B: "sendBreak", "?": "help" };

export const escapeHelp = [
  "~.  leaves the serial line",
  "~B  sends a break",
  "~~  types a ~",
  "~?  shows this",
  "All at the beginning of a line. OpenSSH keeps such keys to itself: there it takes two ~, or ssh -e none.",
].join("\n");

const tilde = 0x7e;
const isLineEnd = (byte: number): boolean => byte === 0x0d || byte === 0x0a;

/** Tells what is typed to the machine from what is said to the BMC. */
export class EscapeKeys {
  #atLineStart = true;
  #escaped = false;

  /** @returns what was typed and what was asked for, in the order in which it came */
  read(data: Buffer): readonly (Buffer | EscapeAction)[] {
    const found: (Buffer | EscapeAction)[] = [];
    let typed: number[] = [];
    const flush = (): void => {
      if (typed.length > 0) found.push(Buffer.from(typed));
      typed = [];
    };
    for (const byte of data) {
      const action = this.#escaped ? actions[String.fromCharCode(byte)] : undefined;
      if (action) {
        flush();
        found.push(action);
        this.#escaped = false;
        this.#atLineStart = true;
      } else if (byte === tilde && this.#atLineStart && !this.#escaped) {
        this.#escaped = true;
      } else {
        if (this.#escaped && byte !== tilde) typed.push(tilde);
        typed.push(byte);
        this.#escaped = false;
        this.#atLineStart = isLineEnd(byte);
      }
    }
    flush();
    return found;
  }
}
