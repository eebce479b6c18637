import type { Resource } from "../resource.ts";
import { accountService } from "./account-service.ts";
import { bios } from "./bios.ts";
import { biosSettings } from "./bios-settings.ts";
import { bootOption } from "./boot-option.ts";
import { certificate } from "./certificate.ts";
import { certificateLocations, certificateService } from "./certificate-service.ts";
import { chassis } from "./chassis.ts";
import { computerSystem } from "./computer-system.ts";
import { drive } from "./drive.ts";
import { environmentMetrics } from "./environment-metrics.ts";
import { ethernetInterface } from "./ethernet-interface.ts";
import { eventCertificate } from "./event-certificate.ts";
import { eventDestination } from "./event-destination.ts";
import { eventService } from "./event-service.ts";
import { image } from "./image.ts";
import { jsonSchemaFile } from "./json-schema-file.ts";
import { logEntry, managerLogEntry } from "./log-entry.ts";
import { logService, managerLogService } from "./log-service.ts";
import { manager } from "./manager.ts";
import { managerAccount } from "./manager-account.ts";
import { managerDiagnosticData } from "./manager-diagnostic-data.ts";
import { memory } from "./memory.ts";
import { messageRegistryFile } from "./message-registry-file.ts";
import { metricReport } from "./metric-report.ts";
import { metricReportDefinition } from "./metric-report-definition.ts";
import { networkAdapter, networkDeviceFunction, networkInterface, networkPort } from "./network-adapter.ts";
import { networkProtocol } from "./network-protocol.ts";
import { pcieDevice, pcieFunction } from "./pcie-device.ts";
import { power } from "./power.ts";
import { powerSubsystem, powerSupply, powerSupplyMetrics } from "./power-subsystem.ts";
import { privilegeRegistry } from "./privilege-registry.ts";
import { processor } from "./processor.ts";
import { role } from "./role.ts";
import { secureBoot } from "./secure-boot.ts";
import { secureBootCertificate, secureBootDatabase, secureBootSignature } from "./secure-boot-database.ts";
import { sensor } from "./sensor.ts";
import { serviceRoot } from "./service-root.ts";
import { session } from "./session.ts";
import { sessionService } from "./session-service.ts";
import { firmwareInventory, softwareInventory } from "./software-inventory.ts";
import { simpleStorage, storage, storageController, volume } from "./storage.ts";
import { systemEthernetInterface } from "./system-ethernet-interface.ts";
import { task } from "./task.ts";
import { taskService } from "./task-service.ts";
import { telemetryService } from "./telemetry-service.ts";
import { thermal } from "./thermal.ts";
import { fan, thermalMetrics, thermalSubsystem } from "./thermal-subsystem.ts";
import { trustedComponent } from "./trusted-component.ts";
import { updateService } from "./update-service.ts";
import { managerVirtualMedia, virtualMedia } from "./virtual-media.ts";

/** Every resource of the service. */
export const resources: readonly Resource[] = [
  serviceRoot,
  computerSystem,
  processor,
  memory,
  systemEthernetInterface,
  networkInterface,
  storage,
  storageController,
  volume,
  simpleStorage,
  bios,
  biosSettings,
  bootOption,
  chassis,
  drive,
  networkAdapter,
  networkPort,
  networkDeviceFunction,
  pcieDevice,
  pcieFunction,
  trustedComponent,
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
  secureBoot,
  secureBootDatabase,
  secureBootCertificate,
  secureBootSignature,
  logService,
  logEntry,
  managerLogService,
  managerLogEntry,
  virtualMedia,
  managerVirtualMedia,
  image,
  accountService,
  managerAccount,
  role,
  sessionService,
  session,
  taskService,
  task,
  updateService,
  softwareInventory,
  firmwareInventory,
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
