import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type FastifyServerOptions, type InjectOptions } from "fastify";
import { Accounts } from "../../server/bmc/accounts.ts";
import { Authentication } from "../../server/bmc/authentication.ts";
import { BmcLog } from "../../server/bmc/bmc-log.ts";
import { ServerCertificate } from "../../server/bmc/certificate.ts";
import { Clock } from "../../server/bmc/clock.ts";
import { ConsoleViewers } from "../../server/bmc/consoles/console-viewers.ts";
import { type Preserved, wantDefaults } from "../../server/bmc/defaults.ts";
import { Inventory } from "../../server/bmc/fru/inventory.ts";
import { identity } from "../../server/bmc/identity.ts";
import { selfSigned } from "../../server/bmc/key-pair.ts";
import { LanSettings } from "../../server/bmc/lan-settings.ts";
import { Lockout } from "../../server/bmc/lockout.ts";
import { NetworkProtocol } from "../../server/bmc/network-protocol.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import type { Role } from "../../server/bmc/role.ts";
import { Screenshots } from "../../server/bmc/screen/screenshots.ts";
import { composeSensors } from "../../server/bmc/sensors/compose.ts";
import { serviceIdentification } from "../../server/bmc/service-identification.ts";
import { Sessions } from "../../server/bmc/sessions.ts";
import { Settings } from "../../server/bmc/settings.ts";
import { Tasks } from "../../server/bmc/tasks.ts";
import { PostLog } from "../../server/console/post-log.ts";
import { SerialLog } from "../../server/console/serial-log.ts";
import { SerialRecord } from "../../server/console/serial-record.ts";
import type { Origin } from "../../server/events/events.ts";
import { MachineError } from "../../server/machine/errors.ts";
import { FirmwareImages } from "../../server/media/firmware-images.ts";
import { ImageUploads } from "../../server/media/image-uploads.ts";
import { VirtualMedia } from "../../server/media/virtual-media.ts";
import { EventService } from "../../server/redfish/events/event-service.ts";
import { hostOptions, redfish } from "../../server/redfish/service.ts";
import { MetricReports } from "../../server/redfish/telemetry/metric-reports.ts";
import { Store } from "../../server/store/store.ts";
import { composeEventLog } from "../support/event-log.ts";
import { FakeFirmware } from "../support/fake-firmware.ts";
import { FakeLanLink } from "../support/fake-lan-link.ts";
import { fakeMachine } from "../support/fake-machine.ts";
import { FakeSerialLine } from "../support/fake-serial-line.ts";

export const password = "kX9-vulpine";
const basic = (userName: string) => `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;

const users: Readonly<Record<string, Role>> = {
  admin: "Administrator",
  operator: "Operator",
  reader: "ReadOnly",
};

/** A machine that starts with 2 MiB of firmware and less. */
async function usable(codeFile: string): Promise<void> {
  if (statSync(codeFile).size <= 2 * 2 ** 20) return;
  throw new MachineError("notSupported", `No template of UEFI variables fits the firmware ${codeFile}.`);
}

/** A Redfish service over a fake machine and a real store in a folder of its own. */
export async function redfishService(
  machineOptions: Parameters<typeof fakeMachine>[0] = {},
  serverOptions: FastifyServerOptions = {},
  linksDeprecated = true,
  installedFirmware: string | undefined = undefined,
) {
  const stateDir = mkdtempSync(join(tmpdir(), "redfish-"));
  const store = Store.open(stateDir);
  const vault = PasswordVault.open(join(stateDir, "key"));
  const fake = fakeMachine(machineOptions);
  const { machine, events } = fake;
  await machine.begin("mains", false);
  const accounts = new Accounts(store, vault, events);
  for (const [userName, role] of Object.entries(users)) {
    accounts.create({ userName, password, role }, { via: "test" });
  }
  const sessions = new Sessions({ events, timeout: 1800, limit: 4, now: Date.now });
  const id = identity(store, "9.9.9");
  const lockout = new Lockout(events, Date.now);
  const authentication = new Authentication(accounts, sessions, events, id.bmcUuid, lockout);
  const settings = new Settings(store);
  const clock = new Clock(settings, events, Date.now);
  const { silence, ...log } = composeEventLog(store, settings, clock, events);
  const serial = new FakeSerialLine();
  const firmware = new FakeFirmware();
  const now = () => clock.now();
  const serialLog = new SerialLog({
    ...{ line: serial, persistent: true, now },
    beginning: settings.open("serialLog", { offset: 0 }),
  });
  const inventory = new Inventory(settings, events, id);
  const { sensors, powerLimit } = composeSensors({ machine, events, settings });
  const lanLink = new FakeLanLink();
  const lanSettings = new LanSettings(settings, events, lanLink);
  const imageStore = { store, events, folder: join(stateDir, "media"), now: Date.now };
  const virtualMedia = new VirtualMedia({ ...imageStore, machine });
  const imageUploads = new ImageUploads({ ...imageStore, imageLibrary: virtualMedia.imageLibrary });
  const firmwareImages = await FirmwareImages.open({
    softwareId: "OVMF",
    ...{ store, events, now: Date.now, folder: join(stateDir, "firmware") },
    installed: installedFirmware,
    requireUsable: usable,
  });
  const metricReports = new MetricReports(sensors, clock);
  const eventService = new EventService({ events, clock, settings, vault, sensors, metricReports });
  const app = fastify({ ...hostOptions, ...serverOptions });
  const resets: Origin[] = [];
  const context = {
    serviceIdentification: serviceIdentification(settings, id),
    ...{ machine, events, accounts, sessions, authentication, identity: id, clock, inventory, lanSettings },
    ...log,
    bmcLog: new BmcLog(),
    serialLog,
    serialRecord: new SerialRecord(serial, () => serialLog.beginning),
    postLog: new PostLog(firmware, now),
    virtualMedia,
    imageUploads,
    firmwareImages,
    biosVersion: () => "1.16.2-test",
    screenshots: new Screenshots(machine),
    sensors,
    powerLimit,
    tasks: new Tasks(clock, events),
    viewers: new ConsoleViewers({ events, now }),
    eventService,
    metricReports,
    lockout,
    linksDeprecated,
    networkProtocol: new NetworkProtocol(settings, events, true),
    certificate: await ServerCertificate.open(store, vault, events, selfSigned),
    startedAt: clock.now(),
    wantDefaults: (preserved: Preserved, origin: Origin) => wantDefaults(store, preserved, origin),
    resetBmc: (origin: Origin) => resets.push(origin),
  };
  await app.register(redfish, context);
  eventService.start();

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
    serial,
    settings,
    firmware,
    bmcStore: store,
    vault,
    firmwareFolder: join(stateDir, "firmware"),
    mediaFolder: join(stateDir, "media"),
    lanLink,
    resets,
    app,
    request,
    get: (url: string, headers?: Record<string, string>) => request("GET", url, undefined, headers),
    as: (userName: string) => ({ authorization: basic(userName) }),
    async [Symbol.asyncDispose]() {
      await imageUploads.close();
      await app.close();
      await virtualMedia.close();
      silence();
      store.close();
      rmSync(stateDir, { recursive: true });
    },
  };
}
