import { freeipmiAsOperator } from "../client.ts";
import { because } from "../reasons.ts";
import { booting, eventually, onceBooted, rowsOf, type Section } from "../row.ts";

const asOperator = rowsOf(freeipmiAsOperator);

const says = (line: string, word: string) =>
  asOperator.works(`ipmipower ${line}`, new RegExp(`: ${word}$`, "m"));
const settled = (state: "on" | "off") => eventually(60, says("--stat", state));

export const ipmipower: Section = {
  name: "ipmipower",
  rows: [
    onceBooted(says("--stat", "on")),
    says("--on", "ok"),
    says("--off", "ok"),
    // ipmipower prints nothing for a completion code that it has no word for, and ends with 0.
    { ...asOperator.refused(because.machineIsOff, "ipmipower --cycle"), exitCode: 0, hides: [/: ok/] },
    says("--on", "ok"),
    booting(says("--reset", "ok")),
    onceBooted(says("--soft", "ok")),
    settled("off"),
    { ...asOperator.refused(because.machineIsOff, "ipmipower --pulse"), exitCode: 0, hides: [/: ok/] },
    booting(says("-W opensesspriv --cycle --on-if-off", "ok")),
    settled("on"),
    says("--pulse", "ok"),
    says("--on --wait-until-on", "ok"),
    says("--off --wait-until-off", "ok"),
    says("--stat", "off"),
    booting(says("--on --wait-until-on", "ok")),
    says("--stat", "on"),
  ],
};
