import { hostname } from "node:os";
import { join } from "node:path";
import fastify, { LogController } from "fastify";
import type { Logger } from "pino";
import { Accounts } from "./bmc/accounts.ts";
import { Authentication } from "./bmc/authentication.ts";
import type { BmcLog } from "./bmc/bmc-log.ts";
import { ServerCertificate } from "./bmc/certificate.ts";
import { Clock } from "./bmc/clock.ts";
import { ConsoleViewers } from "./bmc/consoles/console-viewers.ts";
import { type Preserved, restoreDefaults, wantDefaults } from "./bmc/defaults.ts";
import { EventLog } from "./bmc/event-log.ts";
import { EventReceiver } from "./bmc/event-log-receiver.ts";
import { bmcStarted, tellEvents } from "./bmc/event-log-sources.ts";
import { Inventory } from "./bmc/fru/inventory.ts";
import { identity } from "./bmc/identity.ts";
import { LanSettings } from "./bmc/lan-settings.ts";
import { Lockout, lockoutAtFirst } from "./bmc/lockout.ts";
import { NetworkProtocol, type Ports } from "./bmc/network-protocol.ts";
import { PasswordVault } from "./bmc/password-vault.ts";
import { RequestCounts } from "./bmc/request-counts.ts";
import { Screenshots } from "./bmc/screen/screenshots.ts";
import { composeSensors } from "./bmc/sensors/compose.ts";
import { serviceIdentification } from "./bmc/service-identification.ts";
import { Sessions } from "./bmc/sessions.ts";
import { Settings, unkept } from "./bmc/settings.ts";
import { Tasks } from "./bmc/tasks.ts";
import { answerClientError } from "./client-error.ts";
import { firmwareFolder } from "./compose-firmware.ts";
import { type ComposedMachine, composeMachine } from "./compose-machine.ts";
import { composeDiscovery, composeTime } from "./compose-network.ts";
import { composeRunDir } from "./compose-run-dir.ts";
import type { Config } from "./config/config.ts";
import { variables } from "./config/variables.ts";
import { PostLog } from "./console/post-log.ts";
import { SerialLog } from "./console/serial-log.ts";
import { SerialRecord } from "./console/serial-record.ts";
import { logEvents } from "./event-lines.ts";
import { EventBus } from "./events/bus.ts";
import type { Origin } from "./events/events.ts";
import { lanLink } from "./host/lan-link.ts";
import { mainsId } from "./host/mains.ts";
import { listenIpmi } from "./listen-ipmi.ts";
import { listenOnPort } from "./listen-port.ts";
import { listenSsh } from "./listen-ssh.ts";
import { FirmwareImages } from "./media/firmware-images.ts";
import { ImageUploads } from "./media/image-uploads.ts";
import { LocalFiles } from "./media/local-files.ts";
import { VirtualMedia } from "./media/virtual-media.ts";
import { countRequests, metrics } from "./metrics/metrics.ts";
import { runtimeFiles } from "./qemu/runtime-files.ts";
import { Pins, pinnedAtFirst } from "./rack/pins.ts";
import { Rack } from "./rack/rack.ts";
import { Visits } from "./rack/visits.ts";
import { EventService } from "./redfish/events/event-service.ts";
import { hostOptions, redfish } from "./redfish/service.ts";
import { MetricReports } from "./redfish/telemetry/metric-reports.ts";
import { Store } from "./store/store.ts";
import { web } from "./web/web.ts";
import { type WebListener, webListener } from "./web-listener.ts";

/** Milliseconds that a client gets to take its answer and to close its session before the BMC restarts. */
const partingTime = 200;
const sessionLimit = 64;
const fallbackWebPort = 8443;
const root = join(import.meta.dirname, "..");

export interface ComposeOptions {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly version: string;
  readonly log: Logger;
  /** What the log has said. */
  readonly bmcLog: BmcLog;
  /** Ends this BMC and starts another in its place; called after the answer to whoever asked for it. */
  readonly restart: () => void;
}

export interface Bmc extends ComposedMachine {
  readonly webPort: number;
  readonly ipmiPort: number;
  /** Stops the BMC. The guest runs on. */
  close(): Promise<void>;
}

/**
 * Builds every area, wires them and opens the doors, the machine's state known first.
 * @throws StateDirRefused, and ConfigError for a port that cannot be had
 */
export async function compose({ config, env, version, log, bmcLog, restart }: ComposeOptions): Promise<Bmc> {
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
  const now = (): number => clock.now();
  bmcLog.goBy(now);
  const eventLog = new EventLog(store, settings, clock, events);
  const eventReceiver = new EventReceiver(eventLog, clock);
  const silence = tellEvents(events, eventReceiver);
  eventReceiver.receive(bmcStarted);
  const id = identity(store, version, {
    uuid: config.SYSTEM_UUID,
    serialNumber: config.SYSTEM_SERIAL,
    assetTag: config.SYSTEM_ASSET_TAG,
  });
  const inventory = new Inventory(settings, events, id);
  const lockout = new Lockout(events, () => performance.now(), settings.open("lockout", lockoutAtFirst));
  const authentication = new Authentication(accounts, sessions, events, id.bmcUuid, lockout);
  const mains = mainsId();
  const composed = await composeMachine({
    ...{ config, env, store, events, identity: id, inventory, mains, log, now },
  });
  const { machine, serial, display, firmwareLog, ownFirmware } = composed;
  const hasRecord = config.QMP_SOCK === "";
  const serialLogAtFirst = { offset: 0 };
  const serialLog = new SerialLog({
    ...{ line: serial, persistent: hasRecord, now },
    beginning: hasRecord ? settings.open("serialLog", serialLogAtFirst) : unkept(serialLogAtFirst),
  });
  const imageStore = { store, events, folder: join(config.STATE_DIR, "media"), now: Date.now };
  const virtualMedia = new VirtualMedia({ ...imageStore, machine });
  const imageUploads = new ImageUploads({ ...imageStore, imageLibrary: virtualMedia.imageLibrary });
  const localFiles = new LocalFiles({
    virtualMedia,
    folder: runtimeFiles(config.STATE_DIR, config.RUN_DIR).dir,
    onError: error => log.error({ err: error }, "A local file that has left:"),
  });
  const firmwareImages = await FirmwareImages.open({
    ...{ store, events, now: Date.now, folder: firmwareFolder(config) },
    softwareId: ownFirmware?.uefiName ?? "OVMF",
    installed: await ownFirmware?.installedUefi(),
    requireUsable: ownFirmware?.requireUsable,
  });
  const sensing = composeSensors({ machine, events, settings });
  const metricReports = new MetricReports(sensing.sensors, clock);
  const certificate = await ServerCertificate.open(store, vault, events);
  const networkProtocol = new NetworkProtocol(settings, events, config.SSDP);
  const resetBmc = (origin: Origin): void => {
    events.emit("bmcResetting", { origin });
    setTimeout(restart, partingTime);
  };
  const context = {
    machine,
    certificate,
    networkProtocol,
    linksDeprecated: config.REDFISH_DEPRECATED,
    accounts,
    sessions,
    viewers: new ConsoleViewers({ events, now: Date.now }),
    authentication,
    lockout,
    identity: id,
    inventory,
    serviceIdentification: serviceIdentification(settings, id),
    screenshots: new Screenshots(machine),
    ...sensing,
    lanSettings: new LanSettings(settings, events, lanLink(config.IPMI_INTERFACE)),
    clock,
    eventLog,
    eventReceiver,
    bmcLog,
    serialLog,
    serialRecord: new SerialRecord(serial, () => serialLog.beginning),
    postLog: firmwareLog && new PostLog(firmwareLog, now),
    virtualMedia,
    imageUploads,
    localFiles,
    firmwareImages,
    biosVersion: () => ownFirmware?.biosVersion(),
    settings,
    tasks: new Tasks(clock, events),
    metricReports,
    eventService: new EventService({
      ...{ events, clock, settings, vault, metricReports },
      sensors: sensing.sensors,
    }),
    events,
    requestCounts: new RequestCounts(),
    serial,
    display,
    resetBmc,
    wantDefaults: (preserved: Preserved, origin: Origin) => wantDefaults(store, preserved, origin),
    startedAt: clock.now(),
  };

  const rack = new Rack({
    own: {
      ...{ uuid: id.bmcUuid, name: hostname(), product: id.model },
      origin: () => ownOrigin(networkProtocol.ports),
    },
    pins: new Pins(settings.open("rackCertificates", pinnedAtFirst)),
    onError: error => log.warn({ err: error }, "SSDP:"),
  });
  const visits = new Visits({ rack, sessions, events });

  let listener: WebListener | undefined;
  events.on("certificateReplaced", () => listener?.renew(certificate.value));
  const app = fastify({
    ...hostOptions,
    loggerInstance: log.child({}, { level: config.DEBUG ? "debug" : "warn" }),
    logController: new LogController({ disableRequestLogging: !config.DEBUG }),
    clientErrorHandler: answerClientError,
    serverFactory: handler => {
      listener = webListener(handler, config.WEB_TLS ? certificate.value : undefined);
      return listener.server;
    },
  });
  app.addHook("onResponse", countRequests(context.requestCounts));
  if (config.METRICS !== "off") {
    await app.register(metrics, { ...context, isPublic: config.METRICS === "public" });
  }
  await app.register(redfish, context);
  const defaultPassword = (): boolean =>
    accounts.verify(variables.IPMI_USER.default, variables.IPMI_PASS.default) !== undefined;
  await app.register(web, { ...context, visits, pageRoot: join(root, "web/dist"), defaultPassword });
  await app.ready();
  if (!listener) throw new Error("Fastify asked for no server.");

  const runDir =
    config.RUN_DIR === ""
      ? undefined
      : await composeRunDir({
          ...{ folder: config.RUN_DIR, machine, serial, events },
          monitor: hasRecord ? runtimeFiles(config.STATE_DIR, config.RUN_DIR).monitor : undefined,
        });
  await machine.begin(mains, config.POWER_ON_AT_START);
  composed.networks?.powered(machine.powerState);
  context.sensors.start();
  const ports = { config, env, log };
  const webPort = await listenOnPort("WEB_PORT", fallbackWebPort, ports, listener.listen);
  const ipmi = await listenIpmi({ ...context, vault, log, inBandSocket: composed.inBandSocket }, config, env);
  if (composed.inBandSocket !== undefined) composed.lend(composed.inBandSocket);
  const ssh = await listenSsh({ ...context, vault, log }, config, env);
  if (ssh) networkProtocol.listening({ ssh: ssh.port });
  networkProtocol.listening({ [config.WEB_TLS ? "https" : "http"]: webPort, ipmi: ipmi.port });
  const endDiscovery = composeDiscovery({
    ...{ networkProtocol, events, log, rack },
    uuid: id.bmcUuid,
    interfaceName: config.IPMI_INTERFACE,
  });
  const endTime = composeTime({ networkProtocol, events, clock, log });
  context.eventService.start();
  runDir?.opened(webPort);
  if (defaultPassword()) log.warn(`The password of ${config.IPMI_USER} is the default one: set IPMI_PASS.`);
  log.info(`Page and Redfish: ${config.WEB_TLS ? "https" : "http"}://${hostname()}:${webPort}/`);
  return {
    ...composed,
    webPort,
    ipmiPort: ipmi.port,
    async close() {
      await runDir?.close();
      endTime();
      await endDiscovery();
      await visits.close();
      await context.lanSettings.settled();
      await ipmi.close();
      await ssh?.close();
      context.tasks.stop();
      await localFiles.close();
      await imageUploads.close();
      await app.close();
      context.viewers.close();
      await listener?.close();
      await virtualMedia.close();
      await machine.idle();
      context.sensors.stop();
      await composed.networks?.close(["off", "crashed"].includes(machine.powerState));
      composed.release();
      silence();
      store.close();
    },
  };
}

const ownOrigin = ({ http, https }: Ports): string =>
  https === undefined ? `http://127.0.0.1:${http ?? 0}` : `https://127.0.0.1:${https}`;
