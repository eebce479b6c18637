import { t } from "../app/language.ts";
import { closeCodes, type LinkState } from "../app/link.ts";
import type { MachineState } from "../app/machine-state.ts";
import { type Page, usePage } from "../app/page.ts";
import { useNow } from "../components/clock.ts";
import { Overlay, type OverlayProps } from "../components/overlay.tsx";
import type { ScreenState } from "../consoles/screen.ts";
import { powerActions } from "../redfish/power-actions.ts";

export type PanelState =
  | ScreenState
  | { readonly name: "loading" }
  | { readonly name: "notLoaded" }
  /** Nothing is tried, as the machine is off. */
  | { readonly name: "idle" };

interface Situation {
  readonly page: Page;
  readonly machine: MachineState | undefined;
  readonly state: PanelState;
  readonly reconnect: () => void;
}

/** Why there is no picture, with what mends it; nothing while there is one. */
export function ScreenOverlay({ state, reconnect }: Pick<Situation, "state" | "reconnect">) {
  const page = usePage();
  useNow(1000);
  if (state.name === "shown") return null;
  return <Overlay {...reason({ page, machine: page.machine.value, state, reconnect })} />;
}

const connecting: ReadonlySet<PanelState["name"]> = new Set(["loading", "idle", "connecting", "open"]);

function reason(situation: Situation): OverlayProps {
  const { page, machine, state } = situation;
  // Without the BMC nobody knows how the machine is.
  if (page.link.value.name === "waiting") return away(situation);
  const powerOn = page.mayControl()
    ? ({ label: t("Power on"), icon: "power", run: () => page.power(powerActions.on) } as const)
    : undefined;
  switch (machine?.powerState) {
    case "off":
      return { icon: "power", title: t("The machine is off"), action: powerOn };
    case "crashed":
      return { icon: "alert", title: t("The machine crashed"), text: lastWords(page), action: powerOn };
    case "poweringOn":
      return { icon: "cycle", title: t("The machine is starting") };
    case "poweringOff":
      return { icon: "cycle", title: t("The machine is switched off") };
    default:
      return connecting.has(state.name)
        ? { icon: "monitor", title: t("Connecting to the screen") }
        : trouble(situation);
  }
}

function away({ page }: Situation): OverlayProps {
  const title = page.isRestarting.value ? t("The BMC restarts") : t("No connection to the BMC");
  return {
    icon: "unplugged",
    title,
    text: `${t("The machine goes on without it.")} ${againWords(page.link.value)}`,
    action: { label: t("Try now"), icon: "restart", run: page.reconnect },
  };
}

/** "Trying again in 3 s." */
export function againWords(link: LinkState): string {
  const seconds = link.name === "waiting" ? Math.ceil((link.at - Date.now()) / 1000) : 0;
  return seconds > 0 ? t("Trying again in {seconds} s.", { seconds }) : t("Trying again.");
}

function trouble({ page, state, reconnect }: Situation): OverlayProps {
  const again = { label: t("Try now"), icon: "restart", run: reconnect } as const;
  switch (state.name) {
    case "waiting": {
      const text = `${t(state.reason || "The connection was lost.")} ${againWords(state)}`;
      return { icon: "unplugged", title: t("No connection to the screen"), text, action: again };
    }
    case "notLoaded":
      return {
        icon: "alert",
        title: t("The console could not be loaded"),
        text: t("The BMC may have been updated or does not answer."),
        action: { label: t("Reload the page"), icon: "restart", run: () => location.reload() },
      };
    case "refused":
      return {
        icon: "alert",
        title: t("The screen refused the connection"),
        text: t(state.reason),
        action: again,
      };
    default: {
      const isDismissed = state.name === "ended" && state.code === closeCodes.dismissed;
      if (!isDismissed) return sessionEnded(page);
      const title = t("Somebody has ended this connection");
      return { icon: "user", title, action: { ...again, label: t("Connect again") } };
    }
  }
}

const sessionEnded = (page: Page): OverlayProps => ({
  icon: "user",
  title: "Your session has ended",
  action: { label: "Log in again", icon: "user", run: page.sessionEnded },
});

function lastWords({ events }: Page): string | undefined {
  const crash = events.value.find(event => event.type === "powerChanged" && event.to === "crashed");
  return crash?.type === "powerChanged" ? crash.detail : undefined;
}
