import { useSignal } from "@preact/signals";
import { useCallback, useEffect, useRef } from "preact/hooks";
import { detached, looksOnly } from "../app/console-place.ts";
import { enterFullScreen, fullScreen } from "../app/full-screen.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Icon } from "../components/icon.tsx";
import { Overlay } from "../components/overlay.tsx";
import type { SerialConsole, SerialStatus, TerminalSize } from "../consoles/serial.ts";
import type { SearchHits, SearchWishes } from "../consoles/terminal-search.ts";
import { ConsoleTools } from "./console-tools.tsx";
import { LookingBadge } from "./looking-badge.tsx";
import { Peek } from "./peek.tsx";
import { SerialRibbon } from "./serial-ribbon.tsx";
import type { SerialParts } from "./serial-tools.tsx";
import { WindowTools } from "./window-tools.tsx";

export function SerialPanel() {
  const page = usePage();
  const status = useSignal<SerialStatus | undefined>(undefined);
  const isLoadable = useSignal(true);
  const isSearching = useSignal(false);
  const hits = useSignal<SearchHits>({ count: 0, current: 0 });
  const size = useSignal<TerminalSize>({ columns: 0, rows: 0 });
  /** What comes with the terminal's code. */
  const parts = useSignal<SerialParts | undefined>(undefined);
  const host = useRef<HTMLDivElement>(null);
  const tools = useRef<HTMLDivElement>(null);
  const serial = useRef<SerialConsole>(undefined);
  const looks = looksOnly.value;
  const looked = useRef(looks);
  const isLive = page.link.value.name === "open";

  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const [{ SerialConsole }, { serialParts }] = await Promise.all([
        import("../consoles/serial.ts"),
        import("./serial-tools.tsx"),
      ]);
      if (isGone || !host.current) return;
      serial.current = new SerialConsole(host.current, {
        looksOnly: () => looksOnly.peek(),
        settings: serialParts.settings.value,
        onStatus(now) {
          status.value = now;
        },
        onRefused: message => page.toasts.show("error", t(message)),
        onLeave: () => tools.current?.querySelector("button")?.focus(),
        onSearch() {
          isSearching.value = true;
        },
        onHits(found) {
          hits.value = found;
        },
        onSize(changed) {
          size.value = changed;
        },
      });
      serial.current.connect();
      parts.value = serialParts;
    };
    load().catch(() => {
      isLoadable.value = false;
    });
    return () => {
      isGone = true;
      serial.current?.close();
      serial.current = undefined;
    };
  }, [page, status, isLoadable, isSearching, hits, size, parts]);

  const settings = parts.value?.settings.value;
  useEffect(() => {
    if (settings) serial.current?.apply(settings);
  }, [settings]);

  // When the BMC was away, what seems to stand may be dead.
  useEffect(() => {
    if (isLive) serial.current?.renew(page.lostAt.peek());
  }, [isLive, page]);

  useEffect(() => {
    if (looked.current === looks) return;
    looked.current = looks;
    serial.current?.connect();
  }, [looks]);

  const enter = async (): Promise<void> => {
    await enterFullScreen("serial");
    serial.current?.focus();
  };

  const find = useCallback((wishes: SearchWishes, direction: "next" | "previous"): void => {
    serial.current?.find(wishes, direction);
  }, []);
  const leaveSearch = (): void => {
    isSearching.value = false;
    serial.current?.endSearch();
  };

  const isBare = detached.value === "serial" || fullScreen.value === "serial";

  return (
    <section class="panel serial-panel" aria-label={t("Serial console")}>
      <header class="tool-bar">
        <h2>
          <Icon name="terminal" />
          {t("Serial")}
        </h2>
        <LookingBadge />
        {isBare && <ConsoleTools withPower />}
        <div class="tools" ref={tools}>
          {parts.value && serial.current && status.value && (
            <parts.value.SerialTools
              serial={serial.current}
              status={status.value}
              size={size.value}
              isSearching={isSearching.value}
              onSearch={() => {
                if (isSearching.value) leaveSearch();
                else isSearching.value = true;
              }}
            />
          )}
          <WindowTools console="serial" onFullScreen={() => void enter()} />
        </div>
        <Peek console="serial" />
      </header>
      {parts.value && isSearching.value && (
        <parts.value.SerialSearch hits={hits.value} find={find} onClose={leaveSearch} />
      )}
      <div class="stage" style={parts.value?.stageColours.value}>
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
