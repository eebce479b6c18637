import { join } from "node:path";
import type { Logger } from "pino";
import { Accounts } from "./bmc/accounts.ts";
import { Authentication } from "./bmc/authentication.ts";
import type { BmcLog } from "./bmc/bmc-log.ts";
import { Clock } from "./bmc/clock.ts";
import { restoreDefaults } from "./bmc/defaults.ts";
import { EventLog } from "./bmc/event-log.ts";
import { EventReceiver } from "./bmc/event-log-receiver.ts";
import { bmcStarted, tellEvents } from "./bmc/event-log-sources.ts";
import { Inventory } from "./bmc/fru/inventory.ts";
import { identity as identityOf } from "./bmc/identity.ts";
import { Lockout, lockoutAtFirst } from "./bmc/lockout.ts";
import { PasswordVault } from "./bmc/password-vault.ts";
import { Sessions } from "./bmc/sessions.ts";
import { Settings } from "./bmc/settings.ts";
import type { Config } from "./config/config.ts";
import { logEvents } from "./event-lines.ts";
import { EventBus } from "./events/bus.ts";
import { Store } from "./store/store.ts";

const sessionLimit = 64;

interface BmcParts {
  readonly config: Config;
  readonly version: string;
  readonly log: Logger;
  readonly bmcLog: BmcLog;
}

/**
 * What the BMC is without a machine and before any door is open: its store and bus, who may come in, what it has kept.
 * @throws StateDirRefused
 */
export function composeBmc({ config, version, log, bmcLog }: BmcParts) {
  const store = Store.open(config.STATE_DIR);
  const restored = restoreDefaults(store);
  if (restored) log.warn({ ...restored }, "The BMC has its defaults again.");
  const events = new EventBus((error, name) => log.error({ err: error, event: name }, "A listener failed:"));
  logEvents(events, log);
  const vault = PasswordVault.open(join(config.STATE_DIR, "key"));
  const accounts = new Accounts(store, vault, events);
  accounts.seedAdministrator(config.IPMI_USER, config.IPMI_PASS);
  const settings = new Settings(store);
  const timeout = config.SESSION_TIMEOUT;
  const sessions = new Sessions({
    ...{ events, timeout, limit: sessionLimit, now: Date.now },
    kept: settings.open("sessions", { timeout }),
    open: settings.open("openSessions", { list: [] }),
  });
  const clock = new Clock(settings, events, Date.now);
  bmcLog.goBy(() => clock.now());
  const eventLog = new EventLog(store, settings, clock, events);
  const eventReceiver = new EventReceiver(eventLog, clock);
  const silence = tellEvents(events, eventReceiver);
  eventReceiver.receive(bmcStarted);
  const identity = identityOf(store, version, {
    uuid: config.SYSTEM_UUID,
    serialNumber: config.SYSTEM_SERIAL,
    assetTag: config.SYSTEM_ASSET_TAG,
  });
  const lockout = new Lockout(events, () => performance.now(), settings.open("lockout", lockoutAtFirst));
  return {
    ...{
      store,
      events,
      vault,
      accounts,
      settings,
      sessions,
      clock,
      eventLog,
      eventReceiver,
      identity,
      lockout,
    },
    inventory: new Inventory(settings, events, identity),
    authentication: new Authentication(accounts, sessions, events, identity.bmcUuid, lockout),
    /** Ends the event log's ear on the bus, and the store. */
    close() {
      silence();
      store.close();
    },
  };
}
