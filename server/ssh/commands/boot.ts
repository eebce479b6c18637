import type { BootOverride, BootTarget } from "../../events/events.ts";
import { choice, command, form, maybe } from "../command.ts";

const targets = {
  pxe: "pxe",
  disk: "hdd",
  cd: "cd",
  usb: "usb",
  bios: "biosSetup",
  none: "none",
} as const satisfies Record<string, BootTarget>;

type Name = keyof typeof targets;
const names = Object.keys(targets) as Name[];
const lasting = { once: "once", always: "continuous" } as const;

/** What only other front ends can set has the name that the machine gives it. */
function shown({ enabled, target }: BootOverride): string {
  if (enabled === "disabled") return "none";
  const name = names.find(each => targets[each] === target) ?? target;
  return `${name} ${enabled === "once" ? "once" : "always"}`;
}

export const boot = command(
  "boot",
  form({
    words: [maybe(choice("status"))],
    about: "Tells what the next boot takes first, where something overrides the order",
    role: "ReadOnly",
    run: ({ bmc, print }) => print(shown(bmc.machine.bootOverride)),
  }),
  form({
    words: [choice(...names), maybe(choice("once", "always"))],
    about: "Boots from the network, a disk or firmware setup next time (once) or from now on (always)",
    role: "Operator",
    async run({ bmc, origin, print }, [name, span = "once"]) {
      await bmc.machine.setBootOverride({ enabled: lasting[span], target: targets[name] }, origin);
      print(shown(bmc.machine.bootOverride));
    },
  }),
);
