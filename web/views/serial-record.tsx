import { useSignal } from "@preact/signals";
import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { between, everything, recordPath, type Span } from "../app/serial-span.ts";
import { Button, Tool } from "../components/button.tsx";
import { download, stampedName } from "../components/download.ts";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import type { SerialConsole, TerminalSize } from "../consoles/serial.ts";
import { RecordingDialog } from "./recording-dialog.tsx";

export interface SerialRecordProps {
  readonly serial: SerialConsole;
  readonly size: TerminalSize;
}

/** What the line has put out, to take away or to look at again. The BMC keeps it whether or not a page is open. */
export function SerialRecord({ serial, size }: SerialRecordProps) {
  /** The line's offset at which a recording was begun. */
  const begunAt = useSignal<number | undefined>(undefined);
  const shown = useSignal<{ readonly recorded?: Span } | undefined>(undefined);
  const isRecording = begunAt.value !== undefined;
  const toggle = (): void => {
    const { value } = begunAt;
    begunAt.value = value === undefined ? serial.offset : undefined;
    if (value !== undefined) shown.value = { recorded: between(value, serial.offset) };
  };
  const saveShown = (): void =>
    download(stampedName("serial", "txt"), new Blob([serial.text()], { type: "text/plain" }));
  return (
    <>
      <Tool
        icon={isRecording ? "stop" : "record"}
        label={isRecording ? t("Stop recording") : t("Record")}
        pressed={isRecording}
        onClick={toggle}
      />
      <Popover label={t("Save and recordings")} buttonClass="tool" button={<Icon name="download" />}>
        <Button kind="quiet" onClick={saveShown}>
          {t("Save what is shown")}
        </Button>
        <Save path={recordPath("text", everything)}>{t("Save all as text")}</Save>
        <Save path={recordPath("text", everything, { times: "true" })}>
          {t("Save all as text with times")}
        </Save>
        <Save path={recordPath("raw", everything)}>{t("Save every byte")}</Save>
        <Button
          kind="quiet"
          onClick={() => {
            shown.value = {};
          }}
        >
          {t("Recordings …")}
        </Button>
      </Popover>
      {shown.value && (
        <RecordingDialog
          recorded={shown.value.recorded}
          size={size}
          onClose={() => {
            shown.value = undefined;
          }}
        />
      )}
    </>
  );
}

/** The browser fetches it by itself, however large it is. */
function Save({ path, children }: { readonly path: string; readonly children: string }) {
  return (
    <a class="button quiet" href={address(path)} download>
      <span>{children}</span>
    </a>
  );
}
