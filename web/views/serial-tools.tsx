import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { serialSettings } from "../app/serial-settings.ts";
import { Tool } from "../components/button.tsx";
import type { SerialConsole, SerialStatus, TerminalSize } from "../consoles/serial.ts";
import { PasteButton } from "./paste-button.tsx";
import { SerialKeys } from "./serial-keys.tsx";
import { SerialRecord } from "./serial-record.tsx";
import { SerialSearch } from "./serial-search.tsx";
import { SerialSettingsMenu } from "./serial-settings.tsx";
import { stageColours } from "./stage-colours.ts";
import "../styles/serial.css";

interface SerialToolsProps {
  readonly serial: SerialConsole;
  readonly status: SerialStatus;
  readonly size: TerminalSize;
  readonly isSearching: boolean;
  readonly onSearch: () => void;
}

/** All that can be done with the serial terminal. */
function SerialTools({ serial, status, size, isSearching, onSearch }: SerialToolsProps) {
  const mayType = status.writable && status.connected;
  return (
    <>
      <Tool
        icon="search"
        label={t("Search")}
        title={t("Search (Ctrl+Shift+F). Ctrl+Alt+G leaves the console.")}
        pressed={isSearching}
        onClick={onSearch}
      />
      <SizeButton serial={serial} size={size} disabled={!mayType} />
      <SerialKeys serial={serial} disabled={!mayType} />
      <PasteButton serial={serial} disabled={!mayType} />
      <Tool icon="zap" label={t("Send a break")} disabled={!mayType} onClick={() => serial.sendBreak()} />
      <Tool
        icon="eraser"
        label={t("Clear")}
        title={t("Clear what is shown here. The BMC's record stays.")}
        onClick={() => serial.clear()}
      />
      <SerialRecord serial={serial} size={size} />
      <SerialSettingsMenu />
    </>
  );
}

type SizeButtonProps = Pick<SerialToolsProps, "serial" | "size"> & { readonly disabled: boolean };

/** A serial line does not tell the guest how large the terminal is; a shell can be told by a command. */
function SizeButton({ serial, size: { columns, rows }, disabled }: SizeButtonProps) {
  const page = usePage();
  const command = `stty rows ${rows} cols ${columns}`;
  const tell = (): void => {
    page.confirmation.value = {
      title: t("Tell the guest the size of this terminal?"),
      text: t("This types “{command}” and Enter. Do it where a shell waits for a command.", { command }),
      label: t("Type it"),
      run: () => serial.type(`${command}\r`),
    };
  };
  return (
    <button
      type="button"
      class="tool size"
      disabled={disabled}
      title={t("Rows and columns of this terminal. Press to tell the guest.")}
      onClick={tell}
    >
      {rows} × {columns}
    </button>
  );
}

/** What the panel gets with the terminal's code. */
export const serialParts = { SerialTools, SerialSearch, stageColours, settings: serialSettings };
export type SerialParts = typeof serialParts;
