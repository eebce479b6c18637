import type { Resource } from "../resource.ts";
import { accountService } from "./account-service.ts";
import { certificate } from "./certificate.ts";
import { certificateLocations, certificateService } from "./certificate-service.ts";
import { chassis } from "./chassis.ts";
import { computerSystem } from "./computer-system.ts";
import { environmentMetrics } from "./environment-metrics.ts";
import { ethernetInterface } from "./ethernet-interface.ts";
import { jsonSchemaFile } from "./json-schema-file.ts";
import { logEntry } from "./log-entry.ts";
import { logService } from "./log-service.ts";
import { manager } from "./manager.ts";
import { managerAccount } from "./manager-account.ts";
import { networkProtocol } from "./network-protocol.ts";
import { privilegeRegistry } from "./privilege-registry.ts";
import { role } from "./role.ts";
import { sensor } from "./sensor.ts";
import { serviceRoot } from "./service-root.ts";
import { session } from "./session.ts";
import { sessionService } from "./session-service.ts";

/** Every resource of the service. */
export const resources: readonly Resource[] = [
  serviceRoot,
  computerSystem,
  chassis,
  sensor,
  environmentMetrics,
  manager,
  ethernetInterface,
  networkProtocol,
  certificate,
  certificateService,
  certificateLocations,
  logService,
  logEntry,
  accountService,
  managerAccount,
  role,
  sessionService,
  session,
  privilegeRegistry(() => resources),
  jsonSchemaFile(() => resources),
];
