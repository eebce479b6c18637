import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Accounts, type Role } from "../../../server/bmc/accounts.ts";
import { Clock } from "../../../server/bmc/clock.ts";
import { PasswordVault } from "../../../server/bmc/password-vault.ts";
import { Settings } from "../../../server/bmc/settings.ts";
import { composeIpmi } from "../../../server/ipmi/compose.ts";
import { Store } from "../../../server/store/store.ts";
import { fakeMachine } from "../../support/fake-machine.ts";
import { FakeSerialLine } from "../../support/fake-serial-line.ts";
import { RemoteConsole } from "./remote-console.ts";

export const identity = {
  uuid: "01234567-89ab-4cde-8f01-23456789abcd",
  bmcUuid: "fedcba98-7654-4321-8fed-cba987654321",
  manufacturer: "qemu-bmc",
  model: "Virtual Server",
  serialNumber: "QB0123456789",
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
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true });
  });
  return { dir, store };
}

function testAccounts({ dir, store }: ReturnType<typeof testStore>) {
  const vault = PasswordVault.open(join(dir, "key"));
  const insert = store.db.prepare("INSERT INTO account VALUES (?, ?, ?, ?, ?)");
  for (const [index, [userName, role]] of Object.entries(users).entries()) {
    const enabled = userName === "gone" ? 0 : 1;
    insert.run(index + 2, userName, vault.seal(`${userName}-pass`), role, enabled);
  }
  return new Accounts(store, vault);
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
  const log = { info() {}, warn() {}, error: (fields: object) => faults.push(fields) };
  const state = testStore();
  const settings = new Settings(state.store);
  const parts = {
    machine: fake.machine,
    accounts: testAccounts(state),
    identity,
    settings,
    clock: new Clock(settings, fake.events, Date.now),
    events: fake.events,
    serial,
    log,
    now: () => clock.milliseconds,
  };
  return { ...fake, serial, clock, faults, parts };
}

/** IPMI with a fake machine and no sockets, and remote consoles that speak to it. */
export async function ipmiUnderTest({ on = true, random = countingRandom() } = {}) {
  const fakes = ipmiParts();
  await fakes.machine.begin("mains", on);
  if (on) await (await fakes.machine.power("on", { via: "test" })).outcome;
  fakes.hypervisor.calls.length = 0;
  const ipmi = composeIpmi({ ...fakes.parts, advertisedPort: () => 623, random });
  let port = 40_000;
  const connect = (
    user = "admin",
    options: { suite?: 3 | 17; password?: string | Buffer; role?: number } = {},
  ) => {
    port += 1;
    return new RemoteConsole(ipmi.lan, { user, password: `${user}-pass`, port, ...options });
  };
  const login = (user = "admin", privilege = 4, suite: 3 | 17 = 17) => {
    const console = connect(user, { suite });
    console.login();
    if (privilege > 2) console.command(0x06, 0x3b, [privilege]);
    return console;
  };
  return { ...fakes, ...ipmi, connect, login };
}
