import type { Resource } from "../resource.ts";
import { accountService } from "./account-service.ts";
import { bootOption } from "./boot-option.ts";
import { certificate } from "./certificate.ts";
import { certificateLocations, certificateService } from "./certificate-service.ts";
import { chassis } from "./chassis.ts";
import { computerSystem } from "./computer-system.ts";
import { environmentMetrics } from "./environment-metrics.ts";
import { ethernetInterface } from "./ethernet-interface.ts";
import { eventDestination } from "./event-destination.ts";
import { eventService } from "./event-service.ts";
import { jsonSchemaFile } from "./json-schema-file.ts";
import { logEntry } from "./log-entry.ts";
import { logService } from "./log-service.ts";
import { manager } from "./manager.ts";
import { managerAccount } from "./manager-account.ts";
import { messageRegistryFile } from "./message-registry-file.ts";
import { metricReport } from "./metric-report.ts";
import { metricReportDefinition } from "./metric-report-definition.ts";
import { networkProtocol } from "./network-protocol.ts";
import { privilegeRegistry } from "./privilege-registry.ts";
import { role } from "./role.ts";
import { secureBoot } from "./secure-boot.ts";
import { secureBootCertificate, secureBootDatabase, secureBootSignature } from "./secure-boot-database.ts";
import { sensor } from "./sensor.ts";
import { serviceRoot } from "./service-root.ts";
import { session } from "./session.ts";
import { sessionService } from "./session-service.ts";
import { task } from "./task.ts";
import { taskService } from "./task-service.ts";
import { telemetryService } from "./telemetry-service.ts";
import { managerVirtualMedia, virtualMedia } from "./virtual-media.ts";

/** Every resource of the service. */
export const resources: readonly Resource[] = [
  serviceRoot,
  computerSystem,
  bootOption,
  chassis,
  sensor,
  environmentMetrics,
  manager,
  ethernetInterface,
  networkProtocol,
  certificate,
  certificateService,
  certificateLocations,
  secureBoot,
  secureBootDatabase,
  secureBootCertificate,
  secureBootSignature,
  logService,
  logEntry,
  virtualMedia,
  managerVirtualMedia,
  accountService,
  managerAccount,
  role,
  sessionService,
  session,
  taskService,
  task,
  eventService,
  eventDestination,
  messageRegistryFile,
  telemetryService,
  metricReportDefinition,
  metricReport,
  privilegeRegistry(() => resources),
  jsonSchemaFile(() => resources),
];
