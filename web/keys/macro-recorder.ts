import type { KeyCode } from "../../server/redfish/oem.ts";
import { keyNamed } from "./key-names.ts";
import type { MacroStep } from "./macro.ts";

const modifiers: ReadonlySet<string> = new Set([
  ...["ControlLeft", "ControlRight", "ShiftLeft", "ShiftRight"],
  ...["AltLeft", "AltRight", "MetaLeft", "MetaRight"],
]);

/** What the recorder looks at in a KeyboardEvent. */
export interface PressedKey {
  readonly type: string;
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

/**
 * Makes steps of what is pressed: characters become text, as they are on the person's own keyboard; all else becomes
 * keys, with the modifiers that are held; a modifier alone counts when it is let go.
 */
export class MacroRecorder {
  readonly #steps: MacroStep[] = [];
  readonly #held = new Set<KeyCode>();
  /** Whether a key has come since the first modifier was pressed. */
  #used = false;

  get steps(): readonly MacroStep[] {
    return this.#steps;
  }

  on(event: PressedKey): void {
    const code = keyNamed(event.code);
    if (!code || event.repeat) return;
    if (modifiers.has(code)) this.#onModifier(code, event.type === "keydown");
    else if (event.type === "keydown") this.#onKey(code, event);
  }

  #onModifier(code: KeyCode, isDown: boolean): void {
    if (isDown) {
      if (this.#held.size === 0) this.#used = false;
      this.#held.add(code);
      return;
    }
    if (!this.#used && this.#held.has(code)) {
      this.#steps.push({ type: "keys", keys: [...this.#held] });
      this.#used = true;
    }
    this.#held.delete(code);
  }

  #onKey(code: KeyCode, { key, ctrlKey, altKey, metaKey }: PressedKey): void {
    this.#used = true;
    // AltGr is Ctrl and Alt to some systems; what it brings about is a character all the same.
    const isCharacter = [...key].length === 1 && ctrlKey === altKey && !metaKey;
    if (isCharacter && !(this.#held.has("AltLeft") && this.#held.has("ControlLeft"))) this.#onText(key);
    else this.#steps.push({ type: "keys", keys: [...this.#held, code] });
  }

  #onText(character: string): void {
    const last = this.#steps.at(-1);
    if (last?.type === "text") this.#steps.splice(-1, 1, { type: "text", text: last.text + character });
    else this.#steps.push({ type: "text", text: character });
  }
}
