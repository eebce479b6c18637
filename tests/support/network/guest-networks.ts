import { GuestNetworks, type GuestNetworksOptions } from "../../../server/network/guest-networks.ts";
import type { Verdict } from "../../../server/network/wire-method.ts";

/**
 * Wires cards in the network namespace that it is started in, as the BMC does, and says what happens, one line of JSON
 * for each. Ends with its standard input: "off" removes the wires, anything else leaves them.
 */
const [mode = "tc", downWhenOff = "", classifier = "", ...interfaceNames] = process.argv.slice(2);
/** What an earlier self-test has shown. */
const known = classifier === "" ? undefined : ({ mode: "tc", classifier } as Verdict);

const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

const networks = new GuestNetworks({
  mode: mode as GuestNetworksOptions["mode"],
  tag: "00beef",
  owner: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
  mayTake: name => /^eth\d+$/.test(name),
  downWhenOff: downWhenOff === "downWhenOff",
  verdict: { get: () => known, keep: verdict => say({ verdict }) },
  listener: {
    onCarrier: (card, up) => say({ card, up }),
    onAppeared: interfaceName => say({ appeared: interfaceName }),
    onDevice: card => say({ remade: card }),
    onFallback: (instead, reason) => say({ instead, reason }),
    onError: error => say({ error: error.message }),
  },
});
await networks.open(interfaceNames.map((interfaceName, n) => ({ card: `nic${n}`, interfaceName })));
say({ open: networks.mode });

let last = "";
process.stdin.setEncoding("utf8").on("data", (text: string) => {
  for (const word of text.split("\n").filter(Boolean)) {
    last = word;
    if (word === "prove") void networks.prove("nic0");
    if (word.startsWith("power")) void networks.setPower(word === "powerOn");
  }
});
process.stdin.once("end", () => void networks.close(last === "off"));
