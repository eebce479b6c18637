import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Accounts } from "../../../server/bmc/accounts.ts";
import { Clock } from "../../../server/bmc/clock.ts";
import { Inventory } from "../../../server/bmc/fru/inventory.ts";
import { LanSettings } from "../../../server/bmc/lan-settings.ts";
import { Lockout } from "../../../server/bmc/lockout.ts";
import { PasswordVault } from "../../../server/bmc/password-vault.ts";
import type { Role } from "../../../server/bmc/role.ts";
import { composeSensors } from "../../../server/bmc/sensors/compose.ts";
import { serviceIdentification } from "../../../server/bmc/service-identification.ts";
import { Settings } from "../../../server/bmc/settings.ts";
import type { EventBus } from "../../../server/events/bus.ts";
import type { Origin } from "../../../server/events/events.ts";
import { composeIpmi, type IpmiParts } from "../../../server/ipmi/compose.ts";
import { Store } from "../../../server/store/store.ts";
import { composeEventLog } from "../../support/event-log.ts";
import { FakeLanLink } from "../../support/fake-lan-link.ts";
import { fakeMachine } from "../../support/fake-machine.ts";
import { FakeSerialLine } from "../../support/fake-serial-line.ts";
import { type ConsoleOptions, RemoteConsole, type SuiteId } from "./remote-console.ts";

export const identity = {
  uuid: "01234567-89ab-4cde-8f01-23456789abcd",
  bmcUuid: "fedcba98-7654-4321-8fed-cba987654321",
  manufacturer: "qemu-bmc",
  model: "Virtual Server",
  serialNumber: "QB0123456789",
  assetTag: "",
  firmwareVersion: "1.12.3",
};

/** User IDs follow the order; each one's password is the name and "-pass". */
const users: Readonly<Record<string, Role>> = {
  admin: "Administrator",
  operator: "Operator",
  reader: "ReadOnly",
  gone: "Administrator",
};

function testStore() {
  const dir = mkdtempSync(join(tmpdir(), "ipmi-"));
  const store = Store.open(dir);
  const vault = PasswordVault.open(join(dir, "key"));
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true });
  });
  return { store, vault };
}

function testAccounts({ store, vault }: ReturnType<typeof testStore>, events: EventBus) {
  const accounts = new Accounts(store, vault, events);
  for (const [userName, role] of Object.entries(users)) {
    const account = { userName, password: `${userName}-pass`, role, enabled: userName !== "gone" };
    accounts.create(account, { via: "test" });
  }
  return accounts;
}

/** Each call's bytes repeat the number of the call: what came of which draw shows in a packet. */
function countingRandom(): (size: number) => Buffer {
  let calls = 0;
  return size => {
    calls += 1;
    return Buffer.alloc(size, Uint8Array.of(calls & 0xff, (calls >> 8) & 0xff, (calls >> 16) & 0xff, 0xff));
  };
}

/** What an IPMI server is made of, with the fakes at hand. */
export function ipmiParts() {
  const fake = fakeMachine();
  const serial = new FakeSerialLine();
  const clock = { milliseconds: 1000 };
  const faults: object[] = [];
  const resets: Origin[] = [];
  const log = { info() {}, warn() {}, error: (fields: object) => faults.push(fields) };
  const state = testStore();
  const settings = new Settings(state.store);
  const lanLink = new FakeLanLink();
  const bmcClock = new Clock(settings, fake.events, Date.now);
  const { eventLog, eventReceiver, silence } = composeEventLog(state.store, settings, bmcClock, fake.events);
  onTestFinished(silence);
  const parts = {
    eventLog,
    eventReceiver,
    machine: fake.machine,
    accounts: testAccounts(state, fake.events),
    identity,
    inventory: new Inventory(settings, fake.events, identity),
    serviceIdentification: serviceIdentification(settings, identity),
    ...composeSensors({ machine: fake.machine, events: fake.events, settings }),
    lanSettings: new LanSettings(settings, fake.events, lanLink),
    settings,
    clock: bmcClock,
    events: fake.events,
    serial,
    lockout: new Lockout(fake.events, () => clock.milliseconds),
    vault: state.vault,
    resetBmc: (origin: Origin) => resets.push(origin),
    log,
    now: () => clock.milliseconds,
  };
  return { ...fake, serial, lanLink, clock, faults, resets, parts };
}

interface IpmiUnderTestOptions {
  readonly on?: boolean;
  readonly random?: (size: number) => Buffer;
  /** What is asked of those who log in, where it is not what is asked by default. */
  readonly security?: Pick<IpmiParts, "cipherSuites" | "bmcKey" | "ipmi15">;
}

/** IPMI with a fake machine and no sockets, and remote consoles that speak to it. */
export async function ipmiUnderTest({
  on = true,
  random = countingRandom(),
  security = {},
}: IpmiUnderTestOptions = {}) {
  const fakes = ipmiParts();
  await fakes.machine.begin("mains", on);
  if (on) await (await fakes.machine.power("on", { via: "test" })).outcome;
  fakes.hypervisor.calls.length = 0;
  const ipmi = composeIpmi({ ...fakes.parts, ...security, advertisedPort: () => 623, random });
  let port = 40_000;
  const connect = (user = "admin", options: Partial<ConsoleOptions> = {}) => {
    port += 1;
    return new RemoteConsole(ipmi.lan, { user, password: `${user}-pass`, port, ...options });
  };
  const login = (user = "admin", privilege = 4, suite: SuiteId = 17) => {
    const console = connect(user, { suite });
    console.login();
    if (privilege > 2) console.command(0x06, 0x3b, [privilege]);
    return console;
  };
  return { ...fakes, ...ipmi, connect, login };
}
