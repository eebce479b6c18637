const escapeCharacter = 0x1b;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const bell = 0x07;
const [cancel, substitute] = [0x18, 0x1a];

/** Bytes of a sequence that are looked at; what is longer says nothing about a terminal's state. */
const longestSequence = 64;
/** Sequences that set the rendition of characters, since it was last reset, that are kept. */
const longestRendition = 16;

/** DEC's private modes that outlive what is printed, and whether a new terminal has them. */
const modes: Readonly<Record<string, boolean>> = {
  "1": false, // cursor keys send application sequences
  "7": true, // lines wrap
  "25": true, // the cursor is shown
  "1000": false, // the mouse is told of: clicks, drags, moves, and in which form
  "1002": false,
  "1003": false,
  "1004": false,
  "1006": false,
  "2004": false, // pastes are bracketed
};
/** The screen of its own that editors and pagers draw on. */
const alternateScreens: ReadonlySet<string> = new Set(["47", "1047", "1049"]);

/** Ends what has begun and gives all of these things the values that a new terminal has; what is shown stays. */
const toDefaults = "\x18\x1b[!p\x1b[?1047l\x1b[?1;1000;1002;1003;1004;1006;2004l\x1b[?7;25h\x1b(B\x1b>\x1b[m";

type Place = "text" | "escape" | "intermediate" | "control" | "string";

/**
 * Follows a terminal through a stream of bytes (ECMA-48, DEC's and xterm's sequences): which modes it is in, and where
 * it is between two sequences. It begins anywhere: at the latest with the next escape character it is right.
 */
export class TerminalState {
  #place: Place = "text";
  #sequence = "";
  readonly #modes = new Map<string, boolean>();
  #hasAlternateScreen = false;
  #rendition: string[] = [];
  #region = "";
  #charset = "";
  #hasApplicationKeypad = false;

  /** Whether no sequence has begun that is still to end. */
  get isBetweenSequences(): boolean {
    return this.#place === "text";
  }

  /** What brings any terminal into this state. */
  get restoring(): string {
    const changed = [...this.#modes].filter(([mode, isSet]) => modes[mode] !== isSet);
    return [
      toDefaults,
      this.#hasAlternateScreen ? "\x1b[?1049h" : "",
      ...changed.map(([mode, isSet]) => `\x1b[?${mode}${isSet ? "h" : "l"}`),
      this.#region,
      this.#charset,
      this.#hasApplicationKeypad ? "\x1b=" : "",
      ...this.#rendition,
    ].join("");
  }

  /**
   * Reads on.
   * @param from where in `data` the search for a boundary begins; none is sought by default
   * @param onBoundary called once, in the state that the terminal has there, with the place of the first boundary from
   * `from` on: a line's beginning or a sequence's
   */
  read(data: Buffer, from = Number.POSITIVE_INFINITY, onBoundary: (index: number) => void = () => {}): void {
    let wanted = from;
    const found = (index: number): void => {
      wanted = Number.POSITIVE_INFINITY;
      onBoundary(index);
    };
    let index = 0;
    while (index < data.length) {
      if (this.#place !== "text") {
        this.#step(data[index] ?? 0);
        index += 1;
        continue;
      }
      const next = data.indexOf(escapeCharacter, index);
      const end = next === -1 ? data.length : next;
      if (end >= wanted) {
        const line = lineStart(data, Math.max(index, wanted), end);
        if (line !== undefined) found(line);
        else if (next !== -1) found(next);
      }
      if (next !== -1) this.#begin("escape");
      index = end + 1;
    }
  }

  #begin(place: Place): void {
    this.#place = place;
    this.#sequence = "";
  }

  #step(byte: number): void {
    if (byte === escapeCharacter) this.#begin("escape");
    else if (this.#isEnd(byte)) this.#begin("text");
    else if (this.#place !== "string" && byte >= 0x20) this.#spell(byte);
  }

  /** No string goes on over lines; one that never ends would else take all that follows with it. */
  #isEnd(byte: number): boolean {
    if (byte === cancel || byte === substitute) return true;
    return this.#place === "string" && (byte === bell || byte === lineFeed);
  }

  #spell(byte: number): void {
    const character = String.fromCharCode(byte);
    if (this.#place === "escape") this.#introduce(character);
    else if (byte >= (this.#place === "control" ? 0x40 : 0x30)) this.#end(character);
    else if (this.#sequence.length < longestSequence) this.#sequence += character;
  }

  /** The character after the escape character says what begins. */
  #introduce(character: string): void {
    if (character === "[") this.#begin("control");
    else if ("]P^_X".includes(character)) this.#begin("string");
    else if (character < "0") {
      this.#begin("intermediate");
      this.#sequence = character;
    } else {
      this.#begin("text");
      if (character === "c") this.#reset();
      if (character === "=" || character === ">") this.#hasApplicationKeypad = character === "=";
    }
  }

  #end(final: string): void {
    const [place, sequence] = [this.#place, this.#sequence];
    this.#begin("text");
    if (place === "intermediate") {
      if (sequence === "(") this.#charset = final === "B" ? "" : `\x1b(${final}`;
    } else if (sequence.startsWith("?") && (final === "h" || final === "l")) {
      for (const mode of sequence.slice(1).split(";")) this.#set(mode, final === "h");
    } else if (final === "m" && /^[\d;:]*$/.test(sequence)) this.#render(sequence);
    else if (final === "r" && /^[\d;]*$/.test(sequence)) this.#region = `\x1b[${sequence}r`;
    else if (final === "p" && sequence === "!") this.#softReset();
  }

  #set(mode: string, isSet: boolean): void {
    if (alternateScreens.has(mode)) this.#hasAlternateScreen = isSet;
    else if (mode in modes) this.#modes.set(mode, isSet);
  }

  #render(parameters: string): void {
    if (/^0*(;|$)/.test(parameters)) this.#rendition = [];
    if (/^0*$/.test(parameters)) return;
    this.#rendition = [...this.#rendition, `\x1b[${parameters}m`].slice(-longestRendition);
  }

  /** DECSTR leaves the screen, and how the mouse and pastes are told of. */
  #softReset(): void {
    for (const mode of ["1", "7", "25"]) this.#modes.delete(mode);
    this.#rendition = [];
    this.#region = "";
    this.#charset = "";
    this.#hasApplicationKeypad = false;
  }

  #reset(): void {
    this.#softReset();
    this.#modes.clear();
    this.#hasAlternateScreen = false;
  }
}

/** The first beginning of a line behind a line's end in `data` from `from` on, before `end`. */
function lineStart(data: Buffer, from: number, end: number): number | undefined {
  const feed = data.subarray(0, end).indexOf(lineFeed, from);
  if (feed !== -1) return feed + 1;
  const back = data.subarray(0, end).indexOf(carriageReturn, from);
  // What follows the last byte may be the line feed that belongs to it.
  return back === -1 || back + 1 >= data.length ? undefined : back + 1;
}
