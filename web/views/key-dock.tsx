import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { KeyCode } from "../../server/redfish/oem.ts";
import { t } from "../app/language.ts";
import type { ScreenConsole } from "../consoles/screen.ts";
import type { ScreenKeyboard } from "../consoles/screen-keyboard.ts";
import { nameOf } from "../keys/key-names.ts";
import { PhoneKeyboard } from "./phone-keyboard.tsx";
import "../styles/keys.css";

const modifiers: readonly KeyCode[] = ["ControlLeft", "AltLeft", "ShiftLeft", "MetaLeft"];
const usual: readonly KeyCode[] = ["Escape", "Tab", "Enter", "Backspace", "Delete"];
const arrows: readonly KeyCode[] = ["ArrowLeft", "ArrowUp", "ArrowDown", "ArrowRight"];
const moves: readonly KeyCode[] = ["Home", "End", "PageUp", "PageDown", "Insert"];
const functionKeys = Array.from({ length: 12 }, (_, n) => `F${n + 1}` as KeyCode);

const faces: Readonly<Partial<Record<KeyCode, string>>> = {
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowRight: "→",
  Backspace: "⌫",
  Enter: "⏎",
};

/** Keys below the screen, for fingers. */
export function KeyDock({ screen }: { readonly screen: ScreenConsole }) {
  const { keyboard } = screen;
  const hasMore = useSignal(false);
  // A modifier must not stay held once nobody sees that it is.
  useEffect(() => {
    const release = (): void => {
      if (document.visibilityState === "hidden" && keyboard.held.value.size > 0) keyboard.releaseAll();
    };
    document.addEventListener("visibilitychange", release);
    return () => {
      document.removeEventListener("visibilitychange", release);
      if (keyboard.held.value.size > 0) keyboard.releaseAll();
    };
  }, [keyboard]);

  return (
    <fieldset class="key-dock">
      <legend class="hidden">{t("On-screen keys")}</legend>
      <div class="keys">
        {usual.map(code => (
          <DockKey key={code} code={code} keyboard={keyboard} />
        ))}
        {modifiers.map(code => (
          <Modifier key={code} code={code} keyboard={keyboard} />
        ))}
        {arrows.map(code => (
          <DockKey key={code} code={code} keyboard={keyboard} />
        ))}
        <button
          type="button"
          class="dock-key"
          aria-expanded={hasMore.value}
          onPointerDown={keepFocus}
          onClick={() => {
            hasMore.value = !hasMore.value;
          }}
        >
          {t("Fn")}
        </button>
      </div>
      {hasMore.value && (
        <div class="keys">
          {[...functionKeys, ...moves].map(code => (
            <DockKey key={code} code={code} keyboard={keyboard} />
          ))}
        </div>
      )}
      <PhoneKeyboard keyboard={keyboard} />
    </fieldset>
  );
}

/** The phone's keyboard goes when its field loses the focus. */
const keepFocus = (event: Event): void => event.preventDefault();

interface DockKeyProps {
  readonly code: KeyCode;
  readonly keyboard: ScreenKeyboard;
}

/** Held for as long as the finger is on it, so that the guest repeats it. */
function DockKey({ code, keyboard }: DockKeyProps) {
  const isDown = useSignal(false);
  const release = (): void => {
    if (!isDown.value) return;
    isDown.value = false;
    keyboard.send(code, false);
  };
  return (
    <button
      type="button"
      class="dock-key"
      aria-label={nameOf(code)}
      onMouseDown={keepFocus}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isDown.value = true;
        keyboard.send(code, true);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      onContextMenu={keepFocus}
      onClick={event => {
        // From a keyboard or a screen reader, without a finger.
        if (event.detail === 0) keyboard.tap(code);
      }}
    >
      {faces[code] ?? nameOf(code)}
    </button>
  );
}

function Modifier({ code, keyboard }: DockKeyProps) {
  const hold = keyboard.held.value.get(code);
  const name = nameOf(code);
  const titles = {
    none: t("Hold {key} for the next key", { key: name }),
    once: t("{key} is held for the next key; press again to keep it held", { key: name }),
    locked: t("{key} is held; press again to let it go", { key: name }),
  };
  return (
    <button
      type="button"
      class={`dock-key ${hold ?? ""}`}
      aria-pressed={hold !== undefined}
      title={titles[hold ?? "none"]}
      onMouseDown={keepFocus}
      onClick={() => keyboard.turn(code)}
    >
      {name}
    </button>
  );
}
