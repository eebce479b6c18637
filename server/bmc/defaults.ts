import type { Origin } from "../events/events.ts";
import type { MachineRecord } from "../machine/machine-store.ts";
import { machineStore, type Store } from "../store/store.ts";

/** What keeps its settings when everything else goes back to its defaults. */
export type Preserved = "nothing" | "network" | "networkAndUsers";

interface WantedDefaults {
  readonly preserved: Preserved;
  readonly origin: Origin;
}

const setting = "defaultsWanted";

/** Who the machine is, and what was found out about the host and its files: none of it was ever set by anybody. */
const facts: readonly string[] = ["identity", "machine", "accelerator", "acceleratorVerdict", "firmware"];
const factPrefixes: readonly string[] = ["diskFormat:"];

/** How the BMC is reached, and the certificate that it shows there. */
const network: readonly string[] = [
  ...["lan", "lanConfiguration", "ipmiLanAccess", "discovery", "timeSource", "rackCertificates"],
  ...["certificate", "certificateRequest", "sshHostKey"],
];
const users: readonly string[] = ["seededAdministrator"];

/** Of the machine's record, what the BMC decides for it. The rest is the machine's: its hardware and its state. */
const decided = [
  "bootOverride",
  "cutLinks",
  "restorePolicy",
  "powerOffButtonEnabled",
  "cycleSeconds",
] as const satisfies readonly (keyof MachineRecord)[];

/**
 * From the next start of the BMC on everything has its defaults: what runs until then may still save what it likes.
 */
export function wantDefaults(store: Store, preserved: Preserved, origin: Origin): void {
  store.saveSetting(setting, { preserved, origin } satisfies WantedDefaults);
}

/**
 * Forgets what was set, where that is wanted, before anybody has read it. The machine's disks, its hardware's settings
 * and its firmware's variables stay, and a guest that runs is not touched but for its media, which are ejected.
 * @returns what was wanted
 */
export function restoreDefaults(store: Store): WantedDefaults | undefined {
  const wanted = store.setting<WantedDefaults>(setting);
  if (!wanted) return undefined;
  const { preserved } = wanted;
  const kept = [
    ...facts,
    ...(preserved === "nothing" ? [] : network),
    ...(preserved === "networkAndUsers" ? users : []),
  ];
  store.atOnce(() => {
    const { db } = store;
    const names = db.prepare("SELECT name FROM setting").all();
    for (const { name } of names) {
      const isKept = kept.includes(`${name}`) || factPrefixes.some(prefix => `${name}`.startsWith(prefix));
      if (!isKept) db.prepare("DELETE FROM setting WHERE name = ?").run(`${name}`);
    }
    db.exec("DELETE FROM event");
    if (preserved !== "networkAndUsers") db.exec("DELETE FROM account");
    store.saveSetting("machine", undecided(machineStore(store).load()));
  });
  return wanted;
}

/** The machine as it is, with nothing in the slots that were used but what the configuration puts there. */
function undecided(record: Partial<MachineRecord>): Partial<MachineRecord> {
  const emptied = Object.keys(record.media?.slots ?? {}).map(slot => [slot, null]);
  const media = { slots: Object.fromEntries(emptied), configured: null };
  const rest = Object.entries(record).filter(([name]) => !decided.some(each => each === name));
  return { ...Object.fromEntries(rest), ...(record.media && { media }) };
}
