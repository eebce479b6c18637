import { t } from "../app/language.ts";
import type { MachineState } from "../app/machine-state.ts";
import { type Page, usePage } from "../app/page.ts";
import { useNow } from "../components/clock.ts";
import { Overlay, type OverlayProps } from "../components/overlay.tsx";
import type { ScreenState } from "../consoles/screen.ts";
import { powerActions } from "../redfish/power-actions.ts";

export type PanelState = ScreenState | { readonly name: "loading" } | { readonly name: "notLoaded" };

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

function reason(situation: Situation): OverlayProps {
  const { page, machine, state } = situation;
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
      return state.name === "loading" || state.name === "connecting" || state.name === "open"
        ? { icon: "monitor", title: t("Connecting to the screen") }
        : trouble(situation);
  }
}

function trouble({ page, state, reconnect }: Situation): OverlayProps {
  const again = { label: t("Reconnect"), icon: "restart", run: reconnect } as const;
  switch (state.name) {
    case "waiting": {
      const seconds = Math.max(0, Math.ceil((state.at - Date.now()) / 1000));
      const next = seconds > 0 ? t("Trying again in {seconds} s.", { seconds }) : t("Trying again.");
      const text = `${t(state.reason || "The connection was lost.")} ${next}`;
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
    default:
      return {
        icon: "user",
        title: t("Your session has ended"),
        action: { label: t("Log in again"), icon: "user", run: page.sessionEnded },
      };
  }
}

function lastWords({ events }: Page): string | undefined {
  const crash = events.value.find(event => event.type === "powerChanged" && event.to === "crashed");
  return crash?.type === "powerChanged" ? crash.detail : undefined;
}
