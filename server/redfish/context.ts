import type { Accounts } from "../bmc/accounts.ts";
import type { Authentication } from "../bmc/authentication.ts";
import type { BmcLog } from "../bmc/bmc-log.ts";
import type { ServerCertificate } from "../bmc/certificate.ts";
import type { Clock } from "../bmc/clock.ts";
import type { ConsoleViewers } from "../bmc/consoles/console-viewers.ts";
import type { Preserved } from "../bmc/defaults.ts";
import type { EventLog } from "../bmc/event-log.ts";
import type { EventReceiver } from "../bmc/event-log-receiver.ts";
import type { Inventory } from "../bmc/fru/inventory.ts";
import type { Identity } from "../bmc/identity.ts";
import type { LanSettings } from "../bmc/lan-settings.ts";
import type { Lockout } from "../bmc/lockout.ts";
import type { NetworkProtocol } from "../bmc/network-protocol.ts";
import type { Screenshots } from "../bmc/screen/screenshots.ts";
import type { PowerLimit } from "../bmc/sensors/power-limit.ts";
import type { Sensors } from "../bmc/sensors/sensors.ts";
import type { ServiceIdentification } from "../bmc/service-identification.ts";
import type { Sessions } from "../bmc/sessions.ts";
import type { Tasks } from "../bmc/tasks.ts";
import type { PostLog } from "../console/post-log.ts";
import type { SerialLog } from "../console/serial-log.ts";
import type { SerialRecord } from "../console/serial-record.ts";
import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import type { Machine } from "../machine/machine.ts";
import type { FirmwareImages } from "../media/firmware-images.ts";
import type { ImageUploads } from "../media/image-uploads.ts";
import type { VirtualMedia } from "../media/virtual-media.ts";
import type { EventService } from "./events/event-service.ts";
import type { MetricReports } from "./telemetry/metric-reports.ts";

/** All that Redfish reads and acts on. */
export interface RedfishContext {
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly viewers: ConsoleViewers;
  readonly authentication: Authentication;
  readonly lockout: Lockout;
  readonly identity: Identity;
  readonly certificate: ServerCertificate;
  readonly networkProtocol: NetworkProtocol;
  /** Whether what the schemas call deprecated is linked. */
  readonly linksDeprecated: boolean;
  readonly inventory: Inventory;
  readonly serviceIdentification: ServiceIdentification;
  readonly screenshots: Screenshots;
  readonly sensors: Sensors;
  readonly powerLimit: PowerLimit;
  readonly lanSettings: LanSettings;
  readonly clock: Clock;
  readonly eventLog: EventLog;
  readonly virtualMedia: VirtualMedia;
  readonly imageUploads: ImageUploads;
  readonly firmwareImages: FirmwareImages;
  /** The version of the firmware for legacy boots, once it is known. */
  readonly biosVersion: () => string | undefined;
  readonly eventReceiver: EventReceiver;
  readonly bmcLog: BmcLog;
  readonly serialLog: SerialLog;
  readonly serialRecord: SerialRecord;
  /** None of an attached QEMU, whose firmware tells nobody. */
  readonly postLog: PostLog | undefined;
  readonly tasks: Tasks;
  readonly eventService: EventService;
  readonly metricReports: MetricReports;
  readonly events: EventBus;
  /** When the BMC started: milliseconds since the epoch. */
  readonly startedAt: number;
  /** The BMC has its defaults from its next start on. */
  readonly wantDefaults: (preserved: Preserved, origin: Origin) => void;
  /** Restarts the BMC; the machine runs on. */
  readonly resetBmc: (origin: Origin) => void;
}
