import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { Tool } from "../components/button.tsx";
import { lazily } from "../components/lazily.tsx";
import type { SerialConsole } from "../consoles/serial.ts";

const SerialPasteDialog = lazily(async () => (await import("./serial-paste-dialog.tsx")).SerialPasteDialog);

export interface PasteButtonProps {
  readonly serial: SerialConsole | undefined;
  readonly disabled: boolean;
}

export function PasteButton({ serial, disabled }: PasteButtonProps) {
  const isOpen = useSignal(false);
  return (
    <>
      <Tool
        icon="paste"
        label={t("Paste slowly")}
        title={t("Paste slowly: as fast as the far end takes it")}
        disabled={disabled}
        onClick={() => {
          isOpen.value = true;
        }}
      />
      {isOpen.value && serial && (
        <SerialPasteDialog
          serial={serial}
          onClose={() => {
            isOpen.value = false;
            serial.focus();
          }}
        />
      )}
    </>
  );
}
