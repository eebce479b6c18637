import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PowerState } from "../../server/events/events.ts";
import { looksOnly } from "../app/console-place.ts";
import { usePage } from "../app/page.ts";
import { stored } from "../app/stored.ts";
import type { ScreenConsole, ScreenScale } from "../consoles/screen.ts";
import type { PanelState } from "./screen-overlay.tsx";

export const screenScale = stored<ScreenScale>("screenScale", "fit", scale =>
  ["fit", "actual"].includes(scale),
);

const hasScreen = (power: PowerState | undefined): boolean => power === "on" || power === "paused";
const isOff = (power: PowerState | undefined): boolean => power === "off" || power === "crashed";

export interface Screen {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly console: RefObject<ScreenConsole | null>;
  readonly state: Signal<PanelState>;
  /** "720 × 400" */
  readonly size: Signal<string>;
  /** Connects at once. */
  readonly reconnect: () => void;
}

/** The machine's screen in `host`, connected for as long as there is one. @param onLeave takes the focus */
export function useScreen(onLeave: () => void): Screen {
  const page = usePage();
  const state = useSignal<PanelState>({ name: "loading" });
  const size = useSignal("");
  const host = useRef<HTMLDivElement>(null);
  const console = useRef<ScreenConsole>(null);
  const leave = useRef(onLeave);
  leave.current = onLeave;
  const power = page.machine.value?.powerState;
  const isThere = hasScreen(power);
  const isNone = isOff(power);
  const isLive = page.link.value.name === "open";

  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const { ScreenConsole } = await import("../consoles/screen.ts");
      if (isGone || !host.current) return;
      console.current = new ScreenConsole(host.current, {
        mayType: () => page.mayType() && !looksOnly.peek(),
        looksOnly: () => looksOnly.peek(),
        scale: screenScale.peek(),
        onState(now) {
          state.value = now;
        },
        onSize(width, height) {
          size.value = width > 0 ? `${width} × ${height}` : "";
        },
        onLeave: () => leave.current(),
      });
      if (hasScreen(page.machine.value?.powerState)) console.current.connect();
    };
    load().catch(() => {
      state.value = { name: "notLoaded" };
    });
    return () => {
      isGone = true;
      console.current?.close();
      console.current = null;
    };
  }, [page, size, state]);

  useEffect(() => {
    if (isThere && state.peek().name !== "shown") console.current?.connect();
  }, [isThere, state]);

  useEffect(() => {
    if (!isNone || !console.current) return;
    console.current.stop();
    state.value = { name: "idle" };
  }, [isNone, state]);

  // When the BMC was away, what seems to stand may be dead.
  useEffect(() => {
    if (isLive && hasScreen(page.machine.peek()?.powerState)) console.current?.renew(page.lostAt.peek());
  }, [isLive, page]);

  // The server treats who only looks in another way from the first byte on.
  const looks = looksOnly.value;
  const looked = useRef(looks);
  useEffect(() => {
    if (looked.current === looks) return;
    looked.current = looks;
    console.current?.connect();
  }, [looks]);

  const scale = screenScale.value;
  useEffect(() => {
    if (console.current) console.current.scale = scale;
  }, [scale]);

  return { host, console, state, size, reconnect: () => console.current?.connect() };
}
