import type { BootOverride, BootTarget } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { targetWords } from "../app/words.ts";
import { bootOf } from "../redfish/boot-override.ts";
import type { Command } from "./command.ts";
import { notController } from "./obstacles.ts";
import type { CommandSource } from "./source.ts";

const targets: readonly BootTarget[] = ["pxe", "hdd", "cd", "usb", "uefiHttp", "biosSetup"];
const titles = {
  once: { title: "Next boot from: {device}" },
  continuous: { title: "Every boot from: {device}" },
} as const;

export const bootCommands: CommandSource = page => {
  const unavailable = notController(page);
  const isNow = ({ enabled, target }: Pick<BootOverride, "enabled" | "target">): boolean => {
    const now = page.machine.value?.bootOverride;
    return now?.enabled === enabled && (enabled === "disabled" || now.target === target);
  };
  const command = (enabled: BootOverride["enabled"], target: BootTarget, title: string): Command => ({
    id: `boot-${enabled}-${target}`,
    title,
    values: { device: targetWords[target] },
    about: "Boot override",
    icon: "restart",
    words: `boot device order override ${target}`,
    unavailable: unavailable ?? (isNow({ enabled, target }) ? t("This is set already.") : undefined),
    run: () => void page.setBootOverride(bootOf({ enabled, target })),
  });
  return [
    ...targets.map(target => command("once", target, titles.once.title)),
    ...targets.map(target => command("continuous", target, titles.continuous.title)),
    { ...command("disabled", "none", ""), title: "Boot in the configured order" },
  ];
};
