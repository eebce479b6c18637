import { t } from "../app/language.ts";
import { powerWords } from "../app/words.ts";
import { type PowerAction, powerActions } from "../redfish/power-actions.ts";
import { notController } from "./obstacles.ts";
import type { CommandSource } from "./source.ts";

const actions: readonly PowerAction[] = Object.values(powerActions);

export const powerCommands: CommandSource = page => {
  const state = page.machine.value?.powerState;
  const obstacle = (action: PowerAction): string | undefined => {
    if (!state) return t("The state of the machine is not known yet.");
    return action.states.includes(state)
      ? notController(page)
      : t("Not in this state of the machine: {state}", { state: powerWords[state] });
  };
  return actions.map(action => ({
    id: `power-${action.resetType}`,
    title: action.label,
    about: "Power",
    icon: action.icon,
    words: `${action.about ?? ""} ${action.resetType} machine`,
    unavailable: obstacle(action),
    run: () => page.power(action),
  }));
};
