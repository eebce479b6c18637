import type { Resource } from "../resource.ts";
import { accountService } from "./account-service.ts";
import { certificate } from "./certificate.ts";
import { certificateLocations, certificateService } from "./certificate-service.ts";
import { chassis } from "./chassis.ts";
import { computerSystem } from "./computer-system.ts";
import { environmentMetrics } from "./environment-metrics.ts";
import { ethernetInterface } from "./ethernet-interface.ts";
import { eventCertificate } from "./event-certificate.ts";
import { eventDestination } from "./event-destination.ts";
import { eventService } from "./event-service.ts";
import { jsonSchemaFile } from "./json-schema-file.ts";
import { logEntry, managerLogEntry } from "./log-entry.ts";
import { logService, managerLogService } from "./log-service.ts";
import { manager } from "./manager.ts";
import { managerAccount } from "./manager-account.ts";
import { managerDiagnosticData } from "./manager-diagnostic-data.ts";
import { messageRegistryFile } from "./message-registry-file.ts";
import { metricReport } from "./metric-report.ts";
import { metricReportDefinition } from "./metric-report-definition.ts";
import { networkProtocol } from "./network-protocol.ts";
import { power } from "./power.ts";
import { powerSubsystem, powerSupply, powerSupplyMetrics } from "./power-subsystem.ts";
import { privilegeRegistry } from "./privilege-registry.ts";
import { role } from "./role.ts";
import { sensor } from "./sensor.ts";
import { serviceRoot } from "./service-root.ts";
import { session } from "./session.ts";
import { sessionService } from "./session-service.ts";
import { task } from "./task.ts";
import { taskService } from "./task-service.ts";
import { telemetryService } from "./telemetry-service.ts";
import { thermal } from "./thermal.ts";
import { fan, thermalMetrics, thermalSubsystem } from "./thermal-subsystem.ts";
import { managerVirtualMedia, virtualMedia } from "./virtual-media.ts";

/** Every resource of the service. */
export const resources: readonly Resource[] = [
  serviceRoot,
  computerSystem,
  chassis,
  sensor,
  environmentMetrics,
  powerSubsystem,
  powerSupply,
  powerSupplyMetrics,
  thermalSubsystem,
  fan,
  thermalMetrics,
  power,
  thermal,
  manager,
  managerDiagnosticData,
  ethernetInterface,
  networkProtocol,
  certificate,
  certificateService,
  certificateLocations,
  logService,
  logEntry,
  managerLogService,
  managerLogEntry,
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
  eventCertificate,
  messageRegistryFile,
  telemetryService,
  metricReportDefinition,
  metricReport,
  privilegeRegistry(() => resources),
  jsonSchemaFile(() => resources),
];
