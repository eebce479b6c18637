import type { BootTarget } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { overrideWords, targetWords } from "../app/words.ts";
import { Button } from "../components/button.tsx";
import { bootOf } from "../redfish/boot-override.ts";
import { powerActions } from "../redfish/power-actions.ts";

const targets: readonly BootTarget[] = ["pxe", "hdd", "cd", "usb", "biosSetup"];

/** From what the next boot, and only that, is to be; the overview has the rest of the override. */
export function BootMenu() {
  const page = usePage();
  const { bootOverride, powerState } = page.machine.value ?? {};
  if (!bootOverride) return null;
  const mayChange = page.mayControl();
  const isOnce = bootOverride.enabled === "once";
  const set = (target: BootTarget): void =>
    void page.setBootOverride(bootOf({ enabled: target === "none" ? "disabled" : "once", target }));
  return (
    <section class="menu" aria-labelledby="boot-menu">
      <h2 id="boot-menu">{t("Boot once from…")}</h2>
      <p class="muted" role="status">
        {t("Now: {override}", { override: overrideWords(bootOverride) })}
      </p>
      {targets.map(target => (
        <Button
          key={target}
          kind="quiet"
          icon={isOnce && bootOverride.target === target ? "check" : "boot"}
          pressed={isOnce && bootOverride.target === target}
          disabled={!mayChange}
          onClick={() => set(target)}
        >
          {targetWords[target]}
        </Button>
      ))}
      <hr />
      <Button
        kind="quiet"
        icon="close"
        disabled={!mayChange || bootOverride.enabled === "disabled"}
        onClick={() => set("none")}
      >
        {t("As configured")}
      </Button>
      <Button
        kind="risky"
        icon="zap"
        disabled={!mayChange || powerState !== "on"}
        onClick={() => page.power(powerActions.reset)}
      >
        {t("Reset now")}
      </Button>
    </section>
  );
}
