import type { PowerState } from "../../server/events/events.ts";
import type { RackNodeState } from "../../server/web/messages.ts";
import { t, translated } from "./language.ts";
import { powerWords } from "./words.ts";

/** Redfish's words (Resource.PowerState), in the page's. */
const powerStates: Readonly<Record<string, PowerState>> = {
  On: "on",
  Off: "off",
  Paused: "paused",
  PoweringOn: "poweringOn",
  PoweringOff: "poweringOff",
};

export const powerStateOf = ({ powerState = "" }: RackNodeState): PowerState | undefined =>
  powerStates[powerState];

export const signInWords = translated<Record<RackNodeState["signIn"], string>>({
  out: "Not signed in",
  busy: "Signing in",
  in: "Signed in",
  wrongPassword: "The name or the password is wrong there",
  refused: "It refuses this account",
  unreachable: "It does not answer",
  certificateChanged: "Its certificate is another one than before",
  ended: "The session there has ended",
});

/** What a card says of its node in one or two words, and its colour. */
export function stateOf(node: RackNodeState): { readonly words: string; readonly kind: string } {
  if (!node.isReachable) return { words: t("No answer"), kind: "crashed" };
  if (node.trust === "changed") return { words: t("Other certificate"), kind: "crashed" };
  if (node.signIn === "busy") return { words: t("Signing in"), kind: "poweringOn" };
  if (node.signIn !== "in") return { words: t("Not signed in"), kind: "unknown" };
  const state = powerStateOf(node);
  return state
    ? { words: powerWords[state], kind: state }
    : { words: node.powerState ?? "…", kind: "unknown" };
}

export const nameOf = ({ name, address }: RackNodeState): string => name ?? address;

/** Names in the order of their numbers: leaf2 before leaf10. */
const names = new Intl.Collator(undefined, { numeric: true });

/** This BMC first, then the others by name. */
export const inOrder = (nodes: readonly RackNodeState[]): readonly RackNodeState[] =>
  [...nodes].sort(
    (a, b) => Number(b.isSelf) - Number(a.isSelf) || names.compare(nameOf(a), nameOf(b)) || a.id - b.id,
  );

/** Whether everything that was typed is somewhere on the card. */
export function matches(node: RackNodeState, typed: string): boolean {
  const text = [nameOf(node), node.address, node.vendor, node.product, stateOf(node).words]
    .join(" ")
    .toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

export const maySignIn = ({ isSelf, signIn, trust }: RackNodeState): boolean =>
  !isSelf && trust !== "changed" && signIn !== "in" && signIn !== "busy";
