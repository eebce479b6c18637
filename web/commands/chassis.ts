import type { RestorePolicy } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { restoreWords } from "../app/words.ts";
import { notAdministrator, notController } from "./obstacles.ts";
import type { CommandSource } from "./source.ts";

const policies: readonly RestorePolicy[] = ["always-off", "previous", "always-on"];

export const chassisCommands: CommandSource = page => {
  const isOn = page.machine.value?.identify.on ?? false;
  const now = page.machine.value?.restorePolicy;
  const unavailable = notController(page);
  return [
    {
      id: "identify",
      about: "Chassis",
      icon: "bulb",
      words: "identify led light locate blink",
      unavailable,
      run: () => void page.patchSystem({ LocationIndicatorActive: !isOn }),
      ...(isOn ? { title: "Switch the identify LED off" } : { title: "Switch the identify LED on" }),
    },
    ...policies.map(policy => ({
      id: `policy-${policy}`,
      title: "When mains power returns: {policy}",
      values: { policy: restoreWords[policy] },
      about: "Chassis",
      icon: "plug" as const,
      words: "power restore policy ac",
      unavailable: unavailable ?? (policy === now ? t("This is set already.") : undefined),
      run: () => void page.setRestorePolicy(policy),
    })),
    {
      id: "restart-bmc",
      title: "Restart the BMC",
      about: "BMC",
      icon: "cycle",
      words: "reset reboot management controller",
      unavailable: page.isRestarting.value ? t("It restarts now.") : notAdministrator(page),
      run: page.restartBmc,
    },
  ];
};
