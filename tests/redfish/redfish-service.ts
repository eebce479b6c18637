import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type FastifyServerOptions, type InjectOptions } from "fastify";
import { Accounts, type Role } from "../../server/bmc/accounts.ts";
import { Authentication } from "../../server/bmc/authentication.ts";
import { Clock } from "../../server/bmc/clock.ts";
import { identity } from "../../server/bmc/identity.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import { Sessions } from "../../server/bmc/sessions.ts";
import { Settings } from "../../server/bmc/settings.ts";
import { redfish } from "../../server/redfish/service.ts";
import { Store } from "../../server/store/store.ts";
import { fakeMachine } from "../support/fake-machine.ts";

export const password = "kX9-vulpine";
const basic = (userName: string) => `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;

/** A Redfish service over a fake machine and a real store in a folder of its own. */
export async function redfishService(
  machineOptions: Parameters<typeof fakeMachine>[0] = {},
  serverOptions: FastifyServerOptions = {},
) {
  const stateDir = mkdtempSync(join(tmpdir(), "redfish-"));
  const store = Store.open(stateDir);
  const vault = PasswordVault.open(join(stateDir, "key"));
  addAccount(store, vault, "admin", "Administrator");
  addAccount(store, vault, "operator", "Operator");
  addAccount(store, vault, "reader", "ReadOnly");
  const fake = fakeMachine(machineOptions);
  const { machine, events } = fake;
  await machine.begin("mains", false);
  const accounts = new Accounts(store, vault);
  const sessions = new Sessions({ events, timeout: 1800, limit: 4, now: Date.now });
  const id = identity(store, "9.9.9");
  const authentication = new Authentication(accounts, sessions, events, id.bmcUuid);
  const clock = new Clock(new Settings(store), events, Date.now);
  const app = fastify(serverOptions);
  const context = { machine, events, accounts, sessions, authentication, identity: id, clock };
  await app.register(redfish, context);

  /** A request as the administrator, unless the headers say otherwise. */
  const request = (
    method: NonNullable<InjectOptions["method"]>,
    url: string,
    payload?: InjectOptions["payload"],
    headers: Record<string, string> = {},
  ) =>
    app.inject({
      method,
      url,
      headers: { authorization: basic("admin"), ...headers },
      ...(payload !== undefined && { payload }),
    });

  return {
    ...fake,
    ...context,
    app,
    request,
    get: (url: string, headers?: Record<string, string>) => request("GET", url, undefined, headers),
    as: (userName: string) => ({ authorization: basic(userName) }),
    async [Symbol.asyncDispose]() {
      await app.close();
      store.close();
      rmSync(stateDir, { recursive: true });
    },
  };
}

function addAccount(store: Store, vault: PasswordVault, userName: string, role: Role): void {
  store.db
    .prepare("INSERT INTO account (userName, password, role, enabled) VALUES (?, ?, ?, 1)")
    .run(userName, vault.seal(password), role);
}
