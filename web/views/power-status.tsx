import type { PowerState } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { powerWords } from "../app/words.ts";
import { Icon } from "../components/icon.tsx";
import type { IconName } from "../components/icon-paths.ts";

const icons: Record<PowerState, IconName> = {
  off: "power",
  poweringOn: "cycle",
  on: "power",
  paused: "pause",
  poweringOff: "cycle",
  crashed: "alert",
};

/** The power state in word, picture and colour, and aloud when it changes. */
export function PowerStatus() {
  const { machine, link } = usePage();
  const state = machine.value?.powerState;
  const isOld = link.value.name !== "open";
  return (
    <p
      class={`power-status ${state ?? "unknown"} ${isOld ? "old" : ""}`}
      role="status"
      aria-label={t("Power state")}
    >
      <Icon name={state ? icons[state] : "cycle"} />
      {state ? powerWords[state] : "…"}
    </p>
  );
}
