import type { Resource } from "../resource.ts";
import { chassis } from "./chassis.ts";
import { computerSystem } from "./computer-system.ts";
import { manager } from "./manager.ts";
import { serviceRoot } from "./service-root.ts";
import { session } from "./session.ts";
import { sessionService } from "./session-service.ts";

/** Every resource of the service. */
export const resources: readonly Resource[] = [
  serviceRoot,
  computerSystem,
  chassis,
  manager,
  sessionService,
  session,
];
