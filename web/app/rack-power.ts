import type { RackNodeState } from "../../server/web/messages.ts";
import { type PowerAction, powerActions } from "../redfish/power-actions.ts";
import { t } from "./language.ts";
import type { Page } from "./page.ts";
import type { Powered, RackStream } from "./rack.ts";
import { nameOf, powerStateOf } from "./rack-words.ts";

const { on, shutDown, restart, forceOff, reset, powerCycle } = powerActions;
export const firstActions: readonly PowerAction[] = [on, shutDown, restart];
export const moreActions: readonly PowerAction[] = [reset, powerCycle, forceOff];

const isOffered = ({ resetTypes = [] }: RackNodeState, { resetType }: PowerAction): boolean =>
  resetTypes.length === 0 || resetTypes.includes(resetType);

/** Whether the action makes sense for the node as it is, and whoever is signed in there may do it. */
export function canDo(node: RackNodeState, action: PowerAction): boolean {
  const state = powerStateOf(node);
  if (!state || !node.isReachable || !node.mayControl || node.signIn !== "in") return false;
  return isOffered(node, action) && action.states.includes(state);
}

/** Names that a question lists. */
const listed = 8;

/** Switches nodes, and asks first where it hurts, or where it is more than one that goes off. */
export function switchNodes(
  page: Page,
  rack: RackStream,
  nodes: readonly RackNodeState[],
  action: PowerAction,
): void {
  const run = (): void => {
    if (page.isRehearsal.value)
      page.toasts.show("info", t("Nothing was sent: the page only shows the commands."));
    else rack.send({ type: "power", nodes: nodes.map(({ id }) => id), resetType: action.resetType });
  };
  const [first] = nodes;
  if (!first) return;
  if (!action.warning && (nodes.length === 1 || action === on)) {
    run();
    return;
  }
  const label = t(action.label);
  const names = nodes.slice(0, listed).map(nameOf).join(", ");
  const rest = nodes.length > listed ? t(" and {count} more", { count: nodes.length - listed }) : "";
  page.confirmation.value = {
    title:
      nodes.length === 1
        ? t("{action}: {name}?", { action: label, name: nameOf(first) })
        : t("{action}: {count} nodes?", { action: label, count: nodes.length }),
    text: [action.warning && t(action.warning), nodes.length > 1 && `${names}${rest}`]
      .filter(Boolean)
      .join(" "),
    label,
    run,
  };
}

/** Says what came of it, where nothing else shows it. */
export function tellPowered(
  page: Page,
  rack: RackStream,
  { node, resetType, done, status, text }: Powered,
): void {
  const found = rack.nodes.value.find(({ id }) => id === node);
  if (!found) return;
  const name = nameOf(found);
  const action = Object.values<PowerAction>(powerActions).find(one => one.resetType === resetType);
  if (done) {
    if (action?.accepted) page.toasts.show("info", `${name}: ${t(action.accepted)}`);
    return;
  }
  const said =
    status === 0
      ? t("It does not answer.")
      : text || t("It refused this (HTTP {status}).", { status: status ?? 0 });
  page.toasts.show("error", `${name}: ${said}`);
}
