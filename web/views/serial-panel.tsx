import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { stored } from "../app/stored.ts";
import { Tool } from "../components/button.tsx";
import { download, stampedName } from "../components/download.ts";
import { Icon } from "../components/icon.tsx";
import { Overlay } from "../components/overlay.tsx";
import type { SerialConsole, SerialStatus } from "../consoles/serial.ts";
import { SerialRibbon } from "./serial-ribbon.tsx";
import { SerialSearch } from "./serial-search.tsx";

const smallest = 9;
const largest = 24;
const fontSize = stored<number>("serialFontSize", 13, size => size >= smallest && size <= largest);

export function SerialPanel() {
  const page = usePage();
  const status = useSignal<SerialStatus | undefined>(undefined);
  const isLoadable = useSignal(true);
  const isSearching = useSignal(false);
  const host = useRef<HTMLDivElement>(null);
  const firstTool = useRef<HTMLButtonElement>(null);
  const serial = useRef<SerialConsole>(undefined);
  const isLive = page.link.value.name === "open";

  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const { SerialConsole } = await import("../consoles/serial.ts");
      if (isGone || !host.current) return;
      serial.current = new SerialConsole(host.current, {
        fontSize: fontSize.value,
        onStatus(now) {
          status.value = now;
        },
        onRefused: message => page.toasts.show("error", t(message)),
        onLeave: () => firstTool.current?.focus(),
        onSearch() {
          isSearching.value = true;
        },
      });
      serial.current.connect();
    };
    load().catch(() => {
      isLoadable.value = false;
    });
    return () => {
      isGone = true;
      serial.current?.close();
      serial.current = undefined;
    };
  }, [page, status, isLoadable, isSearching]);

  // When the BMC was away, what seems to stand may be dead.
  useEffect(() => {
    if (isLive && status.value?.link.name === "waiting") serial.current?.connect();
  }, [isLive, status]);

  const resize = (step: number): void => {
    fontSize.value = Math.min(largest, Math.max(smallest, fontSize.value + step));
    if (serial.current) serial.current.fontSize = fontSize.value;
  };
  const save = (): void => {
    const text = serial.current?.text();
    if (text) download(stampedName("serial", "txt"), new Blob([text], { type: "text/plain" }));
  };
  const leaveSearch = (): void => {
    isSearching.value = false;
    serial.current?.focus();
  };
  const isReady = status.value !== undefined;

  return (
    <section class="panel" aria-label={t("Serial console")}>
      <header class="tool-bar">
        <h2>
          <Icon name="terminal" />
          {t("Serial")}
        </h2>
        {status.value && !status.value.writable && status.value.link.name === "open" && (
          <p class="badge">{t("View only")}</p>
        )}
        <div class="tools">
          <Tool
            icon="search"
            label={t("Search")}
            title={t("Search (Ctrl+Shift+F). Ctrl+Alt+G leaves the console.")}
            disabled={!isReady}
            pressed={isSearching.value}
            buttonRef={firstTool}
            onClick={() => {
              isSearching.value = !isSearching.value;
            }}
          />
          <Tool
            icon="zap"
            label={t("Send a break")}
            disabled={!status.value?.writable || !status.value.connected}
            onClick={() => serial.current?.sendBreak()}
          />
          <Tool
            icon="eraser"
            label={t("Clear")}
            disabled={!isReady}
            onClick={() => serial.current?.clear()}
          />
          <Tool icon="download" label={t("Download what is shown")} disabled={!isReady} onClick={save} />
          <Tool
            icon="minus"
            label={t("Smaller text")}
            disabled={fontSize.value <= smallest}
            onClick={() => resize(-1)}
          />
          <Tool
            icon="plus"
            label={t("Larger text")}
            disabled={fontSize.value >= largest}
            onClick={() => resize(1)}
          />
        </div>
      </header>
      {isSearching.value && (
        <SerialSearch
          find={(text, direction) => serial.current?.find(text, direction) ?? false}
          onClose={leaveSearch}
        />
      )}
      <div class="stage">
        <div class="terminal-host" ref={host} data-testid="serial" />
        {!isLoadable.value && (
          <Overlay
            icon="alert"
            title={t("The console could not be loaded")}
            text={t("The BMC may have been updated or does not answer.")}
            action={{ label: t("Reload the page"), icon: "restart", run: () => location.reload() }}
          />
        )}
      </div>
      <SerialRibbon status={status.value} reconnect={() => serial.current?.connect()} />
    </section>
  );
}
