import type { PowerAction } from "../../machine/power-steps.ts";
import { choice, command, form, maybe } from "../command.ts";
import { unlessInterrupted } from "../interruption.ts";

const actions = ["on", "off", "cycle", "reset", "soft"] as const satisfies readonly PowerAction[];

/** Each ends when what it asks for has come about. */
export const power = command(
  "power",
  form({
    words: [maybe(choice("status"))],
    about: "Tells the machine's power state",
    role: "ReadOnly",
    run: ({ bmc, print }) => print(bmc.machine.powerState),
  }),
  form({
    words: [choice(...actions)],
    about: "Switches the machine, or asks its guest to shut down (soft)",
    role: "Operator",
    async run({ bmc, origin, signal, print }, [action]) {
      const { outcome } = await bmc.machine.power(action, origin);
      await unlessInterrupted(outcome, signal, "The operation goes on.");
      print(bmc.machine.powerState);
    },
  }),
);
