import type { BodyOf } from "../../server/redfish/properties.ts";
import type { eventDestinationProperties } from "../../server/redfish/schemas/event-destination.ts";
import type { managerDiagnosticDataProperties } from "../../server/redfish/schemas/manager-diagnostic-data.ts";
import type { networkProtocolProperties } from "../../server/redfish/schemas/network-protocol.ts";
import type { roleProperties } from "../../server/redfish/schemas/role.ts";
import type { sessionProperties } from "../../server/redfish/schemas/session.ts";
import type { sessionServiceProperties } from "../../server/redfish/schemas/session-service.ts";
import { accountServiceUri, managerUri } from "./resources.ts";

export type NetworkProtocol = BodyOf<typeof networkProtocolProperties>;
export type SessionService = BodyOf<typeof sessionServiceProperties>;
export type Session = BodyOf<typeof sessionProperties>;
export type EventDestination = BodyOf<typeof eventDestinationProperties>;
export type ManagerDiagnosticData = BodyOf<typeof managerDiagnosticDataProperties>;
export type Role = BodyOf<typeof roleProperties>;

/** What CertificateService.GenerateCSR answers. */
export interface SigningRequest {
  readonly CSRString: string;
}

export const networkProtocolUri = `${managerUri}/NetworkProtocol`;
export const httpsCertificatesUri = `${networkProtocolUri}/HTTPS/Certificates`;
const certificateServiceUri = "redfish/v1/CertificateService";
export const generateCsrUri = `${certificateServiceUri}/Actions/CertificateService.GenerateCSR`;
export const replaceCertificateUri = `${certificateServiceUri}/Actions/CertificateService.ReplaceCertificate`;
export const sessionServiceUri = "redfish/v1/SessionService";
export const sessionsUri = `${sessionServiceUri}/Sessions`;
export const diagnosticDataUri = `${managerUri}/ManagerDiagnosticData`;
export const resetToDefaultsUri = `${managerUri}/Actions/Manager.ResetToDefaults`;
const managerLogUri = `${managerUri}/LogServices/Log`;
export const managerLogEntriesUri = `${managerLogUri}/Entries`;
export const clearManagerLogUri = `${managerLogUri}/Actions/LogService.ClearLog`;
const eventServiceUri = "redfish/v1/EventService";
export const subscriptionsUri = `${eventServiceUri}/Subscriptions`;
export const testEventUri = `${eventServiceUri}/Actions/EventService.SubmitTestEvent`;
export const rolesUri = `${accountServiceUri}/Roles`;
