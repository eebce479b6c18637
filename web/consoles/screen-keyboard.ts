import { signal } from "@preact/signals";
import type { KeyCode } from "../../server/redfish/oem.ts";
import type { KeyboardRfb, KeyLeds } from "./keyboard-rfb.ts";
import { allKeys, keysymOf } from "./keysyms.ts";

/** Held for one key, or until it is let go. */
export type Hold = "once" | "locked";

/** What stands beside the keys that the person types on the screen itself: keys that the page presses, and the lights. */
export class ScreenKeyboard {
  /** Unknown until the guest's keyboard has told. */
  readonly leds = signal<KeyLeds | undefined>(undefined);
  /** Modifiers that the page holds, for those who have no second finger for them. */
  readonly held = signal<ReadonlyMap<KeyCode, Hold>>(new Map());
  #rfb: KeyboardRfb | undefined;
  /** Ends with all that waits for its turn, and how much that is. */
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;

  attach(rfb: KeyboardRfb): void {
    this.#rfb = rfb;
    rfb.onLeds = leds => {
      this.leds.value = leds;
    };
  }

  /** QEMU lets go of what a viewer held once it is gone. */
  detach(): void {
    this.#rfb = undefined;
    this.leds.value = undefined;
    this.held.value = new Map();
  }

  /** Does what takes a while; the keys that are pressed meanwhile wait for its end, and do not overtake it. */
  inTurn(work: () => Promise<void>): void {
    this.#waiting += 1;
    this.#queue = this.#queue.then(work).finally(() => {
      this.#waiting -= 1;
    });
  }

  send(code: KeyCode, isDown: boolean): void {
    if (this.#waiting > 0) this.inTurn(async () => this.#send(code, isDown));
    else this.#send(code, isDown);
  }

  #send(code: KeyCode, isDown: boolean): void {
    this.#rfb?.sendKey(keysymOf(code), code, isDown);
    if (!isDown) this.#afterKey(code);
  }

  tap(code: KeyCode): void {
    this.send(code, true);
    this.send(code, false);
  }

  /** Off, for one key, until it is let go, off again. */
  turn(modifier: KeyCode): void {
    const held = new Map(this.held.value);
    switch (held.get(modifier)) {
      case undefined:
        held.set(modifier, "once");
        this.#rfb?.sendKey(keysymOf(modifier), modifier, true);
        break;
      case "once":
        held.set(modifier, "locked");
        break;
      case "locked":
        held.delete(modifier);
        this.#rfb?.sendKey(keysymOf(modifier), modifier, false);
        break;
    }
    this.held.value = held;
  }

  /** Lets go of the modifiers that were meant for one key. */
  releaseOnce(): void {
    const held = new Map(this.held.value);
    for (const [modifier, hold] of held) {
      if (hold !== "once") continue;
      held.delete(modifier);
      this.#rfb?.sendKey(keysymOf(modifier), modifier, false);
    }
    this.held.value = held;
  }

  /** Whoever holds them, another viewer too: QEMU passes on the release of a key only when it is held. */
  releaseAll(): void {
    // noVNC lets go of what it knows of when the window loses the focus.
    window.dispatchEvent(new Event("blur"));
    for (const code of allKeys) this.#rfb?.sendKey(keysymOf(code), code, false);
    this.held.value = new Map();
  }

  #afterKey(code: KeyCode): void {
    if (this.held.value.size > 0 && !this.held.value.has(code)) this.releaseOnce();
  }
}
