import { hostname } from "node:os";
import type { Logger } from "pino";
import type { BmcLog } from "./bmc/bmc-log.ts";
import { ServerCertificate } from "./bmc/certificate.ts";
import { ConsoleViewers } from "./bmc/consoles/console-viewers.ts";
import { type Preserved, wantDefaults } from "./bmc/defaults.ts";
import { LanSettings } from "./bmc/lan-settings.ts";
import { NetworkProtocol, type Ports } from "./bmc/network-protocol.ts";
import { RequestCounts } from "./bmc/request-counts.ts";
import { Screenshots } from "./bmc/screen/screenshots.ts";
import { composeSensors } from "./bmc/sensors/compose.ts";
import { serviceIdentification } from "./bmc/service-identification.ts";
import { unkept } from "./bmc/settings.ts";
import { Tasks } from "./bmc/tasks.ts";
import { composeBmc } from "./compose-bmc.ts";
import { type ComposedMachine, composeMachine } from "./compose-machine.ts";
import { composeMedia } from "./compose-media.ts";
import { composeDiscovery, composeTime } from "./compose-network.ts";
import { composeRunDir } from "./compose-run-dir.ts";
import { composeWeb } from "./compose-web.ts";
import type { Config } from "./config/config.ts";
import { PostLog } from "./console/post-log.ts";
import { SerialLog } from "./console/serial-log.ts";
import { SerialRecord } from "./console/serial-record.ts";
import type { Origin } from "./events/events.ts";
import { lanLink } from "./host/lan-link.ts";
import { mainsId } from "./host/mains.ts";
import { listenIpmi } from "./listen-ipmi.ts";
import { listenOnPort } from "./listen-port.ts";
import { listenSsh } from "./listen-ssh.ts";
import { runtimeFiles } from "./qemu/runtime-files.ts";
import { Pins, pinnedAtFirst } from "./rack/pins.ts";
import { Rack } from "./rack/rack.ts";
import { Visits } from "./rack/visits.ts";
import { EventService } from "./redfish/events/event-service.ts";
import { MetricReports } from "./redfish/telemetry/metric-reports.ts";

/** Milliseconds that a client gets to take its answer and to close its session before the BMC restarts. */
const partingTime = 200;
const fallbackWebPort = 8443;

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
  /** Says that it is there, to those who wait for it and may then tell it to end. */
  announce(): void;
  /** Stops the BMC. The guest runs on. */
  close(): Promise<void>;
}

/**
 * Builds every area, wires them and opens the doors, the machine's state known first.
 * @throws StateDirRefused, and ConfigError for a port that cannot be had
 */
export async function compose({ config, env, version, log, bmcLog, restart }: ComposeOptions): Promise<Bmc> {
  const { store, vault, close: closeBmc, ...bmc } = composeBmc({ config, version, log, bmcLog });
  const { events, sessions, settings, clock, identity, inventory } = bmc;
  const now = (): number => clock.now();
  const mains = mainsId();
  const [composed, certificate] = await Promise.all([
    composeMachine({ config, env, store, events, identity, inventory, mains, log, now }),
    ServerCertificate.open(store, vault, events),
  ]);
  const { machine, serial, display, firmwareLog, ownFirmware } = composed;
  const hasRecord = config.QMP_SOCK === "";
  const serialLogAtFirst = { offset: 0 };
  const serialLog = new SerialLog({
    ...{ line: serial, persistent: hasRecord, now },
    beginning: hasRecord ? settings.open("serialLog", serialLogAtFirst) : unkept(serialLogAtFirst),
  });
  const media = await composeMedia({ config, store, events, machine, ownFirmware, log });
  const sensing = composeSensors({ machine, events, settings });
  const metricReports = new MetricReports(sensing.sensors, clock);
  const networkProtocol = new NetworkProtocol(settings, events, config.SSDP);
  const resetBmc = (origin: Origin): void => {
    events.emit("bmcResetting", { origin });
    setTimeout(restart, partingTime);
  };
  const context = {
    ...bmc,
    machine,
    certificate,
    networkProtocol,
    linksDeprecated: config.REDFISH_DEPRECATED,
    viewers: new ConsoleViewers({ events, now: Date.now }),
    serviceIdentification: serviceIdentification(settings, identity),
    screenshots: new Screenshots(machine),
    ...sensing,
    lanSettings: new LanSettings(settings, events, lanLink(config.IPMI_INTERFACE)),
    bmcLog,
    serialLog,
    serialRecord: new SerialRecord(serial, () => serialLog.beginning),
    postLog: firmwareLog && new PostLog(firmwareLog, now),
    ...media,
    biosVersion: () => ownFirmware?.biosVersion(),
    tasks: new Tasks(clock, events),
    metricReports,
    eventService: new EventService({
      ...{ events, clock, settings, vault, metricReports },
      sensors: sensing.sensors,
    }),
    requestCounts: new RequestCounts(),
    serial,
    display,
    resetBmc,
    wantDefaults: (preserved: Preserved, origin: Origin) => wantDefaults(store, preserved, origin),
    startedAt: clock.now(),
  };

  const rack = new Rack({
    own: {
      ...{ uuid: identity.bmcUuid, name: hostname(), product: identity.model },
      origin: () => ownOrigin(networkProtocol.ports),
    },
    pins: new Pins(settings.open("rackCertificates", pinnedAtFirst)),
    onError: error => log.warn({ err: error }, "SSDP:"),
  });
  const visits = new Visits({ rack, sessions, events });
  const { app, listener, defaultPassword } = await composeWeb({
    ...{ config, log, events, context: { ...context, visits } },
  });
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
    uuid: identity.bmcUuid,
    interfaceName: config.IPMI_INTERFACE,
  });
  const endTime = composeTime({ networkProtocol, events, clock, log });
  context.eventService.start();
  return {
    ...composed,
    webPort,
    ipmiPort: ipmi.port,
    announce() {
      runDir?.opened(webPort);
      if (defaultPassword())
        log.warn(`The password of ${config.IPMI_USER} is the default one: set IPMI_PASS.`);
      log.info(`Page and Redfish: ${config.WEB_TLS ? "https" : "http"}://${hostname()}:${webPort}/`);
    },
    async close() {
      await runDir?.close();
      endTime();
      await endDiscovery();
      await visits.close();
      await context.lanSettings.settled();
      await ipmi.close();
      await ssh?.close();
      context.tasks.stop();
      await media.localFiles.close();
      await media.imageUploads.close();
      await app.close();
      context.viewers.close();
      await listener.close();
      await media.virtualMedia.close();
      await machine.idle();
      context.sensors.stop();
      await composed.networks?.close(["off", "crashed"].includes(machine.powerState));
      composed.release();
      closeBmc();
    },
  };
}

const ownOrigin = ({ http, https }: Ports): string =>
  https === undefined ? `http://127.0.0.1:${http ?? 0}` : `https://127.0.0.1:${https}`;
