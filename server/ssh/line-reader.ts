import { createInterface, type Interface } from "node:readline/promises";
import { Readable } from "node:stream";
import type { ClientChannel } from "./client-channel.ts";
import { completions, wordsOf } from "./command-line.ts";
import { commands } from "./commands/index.ts";

const longestLine = 1024;
const historySize = 100;
const bell = "\u0007";

export interface LineReaderEvents {
  onLine(line: string): void;
  /** The client is done: end of transmission (^D) where nothing has been typed. */
  onEnd(): void;
}

/** Makes lines of what comes. */
export interface LineReader {
  /** At most one line, its end as a carriage return. */
  feed(text: string): void;
  prompt(): void;
  close(): void;
}

/** For a program: no echo, no prompt. */
export function plainLines({ onLine }: LineReaderEvents): LineReader {
  let line = "";
  return {
    feed(text) {
      line += text.replace("\r", "");
      if (line.length > longestLine) line = line.slice(0, longestLine);
      if (!text.endsWith("\r")) return;
      const whole = line;
      line = "";
      onLine(whole);
    },
    prompt() {},
    close() {},
  };
}

/** For a person: history, completion and the usual keys, by Node's own line editor. */
export function editedLines(channel: ClientChannel, prompt: string, events: LineReaderEvents): LineReader {
  const keys = new Readable({ read() {} });
  const lines = createInterface({
    ...{ input: keys, output: channel.stream, prompt, historySize },
    terminal: true,
    removeHistoryDuplicates: true,
    completer,
  });
  lines.on("line", events.onLine);
  lines.on("close", events.onEnd);
  lines.on("SIGINT", () => discard(lines, channel));
  // Without a listener Node would stop this process.
  lines.on("SIGTSTP", () => channel.send(bell));
  return {
    feed(text) {
      // The editor takes a time for each key that grows with the line.
      if (lines.line.length + text.length > longestLine) channel.send(bell);
      else keys.push(text);
    },
    prompt: () => lines.prompt(),
    close() {
      lines.off("close", events.onEnd);
      lines.close();
    },
  };
}

/** ^C at the prompt: another line, and nothing is done. */
function discard(lines: Interface, channel: ClientChannel): void {
  channel.send("^C\r\n");
  for (const name of ["e", "u"]) lines.write(null, { ctrl: true, name });
  lines.prompt();
}

/** A word that is the only one possible is complete, and a blank follows it. */
function completer(line: string): [string[], string] {
  const found = completions(commands, line);
  const last = /\S$/.test(line) ? (wordsOf(line).at(-1) ?? "") : "";
  return [found.length === 1 ? [`${found[0]} `] : [...found], last];
}
