import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { Tool } from "../components/button.tsx";
import type { ScreenConsole } from "../consoles/screen.ts";
import { keyDock, turnKeyDock } from "../keys/key-dock-state.ts";
import { KeyLedList } from "./key-leds.tsx";
import { KeysMenu } from "./keys-menu.tsx";
import { PasteTextDialog } from "./paste-text-dialog.tsx";
import "../styles/keys.css";

export interface KeyToolsProps {
  readonly screen: ScreenConsole | undefined;
  /** Whether nobody takes keys, or this person may type none. */
  readonly disabled: boolean;
}

/** What the screen's tool bar has for the keyboard. */
export function KeyTools({ screen, disabled }: KeyToolsProps) {
  const isPasting = useSignal(false);
  return (
    <>
      {screen && <KeyLedList leds={screen.keyboard.leds.value} litOnly />}
      <KeysMenu screen={screen} disabled={disabled} />
      <Tool
        icon="paste"
        label={t("Paste as keystrokes")}
        disabled={disabled}
        onClick={() => {
          isPasting.value = true;
        }}
      />
      <Tool
        icon="keyDock"
        label={t("On-screen keys")}
        disabled={disabled}
        pressed={keyDock.value === "shown"}
        onClick={turnKeyDock}
      />
      {isPasting.value && (
        <PasteTextDialog
          onClose={() => {
            isPasting.value = false;
            screen?.focus();
          }}
        />
      )}
    </>
  );
}
