import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";

const firstPause = 50;
const longestPause = 5000;

export interface LinkMonitorListener {
  /** An interface came, went or changed, or may have: look. */
  onChange(): void;
  /** It has left this network namespace; one of the same name and number may be back by now. */
  onGone(name: string): void;
  /** Changes may have been missed, so that nothing is certain of what was wired. */
  onMissed(): void;
  onError(error: Error): void;
}

/**
 * Rings when the kernel says by netlink that an interface has changed (RTNLGRP_LINK, by `ip monitor`). What there is
 * now is not taken from its words, which differ from version to version; only that an interface went is.
 */
export class LinkMonitor {
  readonly #listener: LinkMonitorListener;
  #child: ChildProcessByStdio<null, Readable, Readable> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pause = firstPause;
  #closed = false;

  constructor(listener: LinkMonitorListener) {
    this.#listener = listener;
    this.#start();
  }

  #start(): void {
    const child = spawn("ip", ["-o", "monitor", "link"], { stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (data: string) => {
      this.#pause = firstPause;
      const lines = (rest + data).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#read(line);
      if (lines.length > 0) this.#listener.onChange();
    });
    // It says here that the kernel had more to tell than there was room for.
    child.stderr.on("data", () => this.#listener.onMissed());
    child.once("error", error => this.#listener.onError(error));
    child.once("close", () => this.#restart());
  }

  #read(line: string): void {
    const [, name] = /^Deleted \d+: ([^:@\s]+)/.exec(line) ?? [];
    if (name !== undefined) this.#listener.onGone(name);
  }

  #restart(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#start();
      this.#listener.onMissed();
    }, this.#pause).unref();
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#child?.kill();
  }
}
