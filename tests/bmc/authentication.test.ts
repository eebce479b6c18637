import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Accounts } from "../../server/bmc/accounts.ts";
import { Authentication } from "../../server/bmc/authentication.ts";
import { httpCredentials } from "../../server/bmc/http-credentials.ts";
import { Lockout } from "../../server/bmc/lockout.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import { Sessions } from "../../server/bmc/sessions.ts";
import { EventBus } from "../../server/events/bus.ts";
import { Store } from "../../server/store/store.ts";

let dir: string;
let store: Store;
let sessions: Sessions;
let authentication: Authentication;
let failures: string[];
let lockout: Lockout;
let accounts: Accounts;
let events: EventBus;
let now: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "authentication-"));
  store = Store.open(dir);
  events = new EventBus(error => {
    throw error;
  });
  accounts = new Accounts(store, PasswordVault.open(join(dir, "key")), events);
  accounts.seedAdministrator("admin", "pa:ss wörd");
  failures = [];
  now = 0;
  events.on("loginFailed", ({ user }) => failures.push(user));
  sessions = new Sessions({ events, timeout: 60, limit: 8, now: Date.now });
  lockout = new Lockout(events, () => now);
  authentication = new Authentication(accounts, sessions, events, "5f3c21aa-0000", lockout, () => now);
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

const come = (headers: Record<string, string>, changes = false) =>
  authentication.authenticate(httpCredentials(headers, "127.0.0.1"), changes)?.userName;
const sessionCookie = "qemu-bmc-5f3c21aa";
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
const login = () => sessions.create({ userName: "admin", role: "Administrator" }, "web", "127.0.0.1");

describe("HTTP Basic", () => {
  it("lets the right name and password in, colons and all", () => {
    expect(come(basic("admin:pa:ss wörd"), true)).toBe("admin");
  });

  it("does not let another site's page use what the browser remembers for a change", () => {
    const remembered = { ...basic("admin:pa:ss wörd"), "sec-fetch-site": "cross-site" };
    expect(come(remembered, true)).toBeUndefined();
    expect(come({ ...remembered, "sec-fetch-site": "same-origin" }, true)).toBe("admin");
  });

  it("refuses everything else, and tells of it by name only", () => {
    expect(come(basic("admin:wrong"))).toBeUndefined();
    expect(come(basic("admin"))).toBeUndefined();
    expect(come({ authorization: "Basic !!!" })).toBeUndefined();
    expect(come({ authorization: "Bearer abc" })).toBeUndefined();
    expect(failures).toEqual(["admin"]);
  });
});

describe("a name and password that have just been right", () => {
  const right = basic("admin:pa:ss wörd");
  const verifications = (): (() => number) => {
    const verify = accounts.verify.bind(accounts);
    let count = 0;
    accounts.verify = (...credentials) => {
      count += 1;
      return verify(...credentials);
    };
    return () => count;
  };
  const idOfAdmin = () => accounts.find("admin")?.id ?? 0;
  const by = { via: "test" };

  it("are not verified again for a moment", () => {
    const verified = verifications();
    expect([come(right), come(right)]).toEqual(["admin", "admin"]);
    expect(verified()).toBe(1);
    now += 10_000;
    expect(come(right)).toBe("admin");
    expect(verified()).toBe(2);
  });

  it("let in nobody else, and from nowhere else unseen", () => {
    const verified = verifications();
    come(right);
    expect(come(basic("admin:pa:ss wörd "))).toBeUndefined();
    come(right);
    expect(authentication.authenticate(httpCredentials(right, "192.0.2.7"), false)?.userName).toBe("admin");
    expect(verified()).toBe(4);
  });

  it("let nobody in any more once the password is another one", () => {
    come(right);
    accounts.setPassword(idOfAdmin(), "k7-Brimstone", by);
    expect(come(right)).toBeUndefined();
  });

  it("may do no more than the account, whose role has changed", () => {
    accounts.create({ userName: "other", password: "k7-Brimstone", role: "Administrator" }, by);
    come(right);
    accounts.setAccess(idOfAdmin(), { role: "ReadOnly" }, by);
    expect(authentication.authenticate(httpCredentials(right, "127.0.0.1"), false)?.role).toBe("ReadOnly");
  });

  it("are refused like any others while logins are locked", () => {
    come(right);
    for (let count = 0; count < 5; count += 1) lockout.failed("admin", "127.0.0.1");
    expect(come(right)).toBeUndefined();
  });

  it("take back the failures before them, as always", () => {
    for (let count = 0; count < 12; count += 1) {
      come(right);
      come(basic("admin:wrong"));
    }
    expect(come(right)).toBe("admin");
  });
});

describe("a session", () => {
  it("is proved by its token", () => {
    const { token } = login();
    expect(come({ "x-auth-token": token }, true)).toBe("admin");
    expect(come({ "x-auth-token": `${token}0` })).toBeUndefined();
  });

  it("is proved by its cookie for reading, among other cookies", () => {
    const { token } = login();
    expect(come({ cookie: `theme=dark; ${sessionCookie}=${token}` })).toBe("admin");
  });

  it("needs the CSRF token besides the cookie for a change", () => {
    const { token, session } = login();
    const cookie = `${sessionCookie}=${token}`;
    expect(come({ cookie }, true)).toBeUndefined();
    expect(come({ cookie, "x-csrf-token": "0".repeat(32) }, true)).toBeUndefined();
    expect(come({ cookie, "x-csrf-token": session.csrfToken }, true)).toBe("admin");
  });

  it("of an account that has been disabled is worth nothing", () => {
    const { token } = login();
    store.db.exec("UPDATE account SET enabled = 0");
    const events = new EventBus(() => {});
    const accounts = new Accounts(store, PasswordVault.open(join(dir, "key")), events);
    const later = new Authentication(accounts, sessions, events, "5f3c21aa-0000", lockout);
    expect(later.authenticate(httpCredentials({ "x-auth-token": token }, ""), false)).toBeUndefined();
  });
});

it("lets nobody in who offers nothing", () => {
  expect(come({})).toBeUndefined();
});

describe("a locked account", () => {
  const wrong = basic("admin:wrong");
  const right = basic("admin:pa:ss wörd");

  it("is refused with the right password too, and told of in the same way", () => {
    for (let count = 0; count < 5; count += 1) come(wrong);
    expect(come(right)).toBeUndefined();
    expect(failures).toEqual(Array(6).fill("admin"));
    now += 30_000;
    expect(come(right)).toBe("admin");
  });

  it("is let in by IPMI's lock as little", () => {
    for (let count = 0; count < 5; count += 1) lockout.failed("admin", "192.0.2.1");
    expect(come(right)).toBeUndefined();
  });

  it("keeps the sessions that it has", () => {
    const { token } = login();
    for (let count = 0; count < 5; count += 1) come(wrong);
    expect(come({ "x-auth-token": token }, true)).toBe("admin");
  });
});

describe("a change of the account", () => {
  const change = (what: "password" | "access" | "deleted") =>
    events.emit("accountChanged", { id: 2, userName: "admin", change: what, origin: { via: "test" } });

  it("of its password ends its sessions", () => {
    const { token } = login();
    change("password");
    expect(sessions.use(token)).toBeUndefined();
  });

  it("that leaves its rights ends none", () => {
    const { token } = login();
    change("access");
    expect(sessions.use(token)).toBeDefined();
  });

  it.each([{ role: "Operator" } as const, { enabled: false }])("to %o ends its sessions", changed => {
    const { token } = login();
    const account = accounts.find("admin");
    accounts.find = () => account && { ...account, ...changed };
    change("access");
    expect(sessions.use(token)).toBeUndefined();
  });

  it("that removes it ends its sessions", () => {
    const { token } = login();
    accounts.find = () => undefined;
    change("deleted");
    expect(sessions.use(token)).toBeUndefined();
  });
});
