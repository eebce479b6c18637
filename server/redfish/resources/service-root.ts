import { linkTo } from "../properties.ts";
import { deepestExpand } from "../query/query.ts";
import { resource } from "../resource.ts";
import { serviceRootProperties } from "../schemas/service-root.ts";
import { redfishVersion } from "../version.ts";

export const serviceRoot = resource<typeof serviceRootProperties>({
  type: "ServiceRoot.v1_20_0.ServiceRoot",
  uri: "/redfish/v1/",
  privilege: "NoAuth",
  properties: serviceRootProperties,
  read: ({ identity, serviceIdentification }) => ({
    Id: "RootService",
    Name: "Root Service",
    RedfishVersion: redfishVersion,
    UUID: identity.bmcUuid,
    Vendor: identity.manufacturer,
    Product: identity.model,
    ServiceIdentification: serviceIdentification.value.text,
    ProtocolFeaturesSupported: {
      ExpandQuery: { ExpandAll: true, Levels: true, Links: true, NoLinks: true, MaxLevels: deepestExpand },
      ExcerptQuery: true,
      FilterQuery: true,
      OnlyMemberQuery: true,
      SelectQuery: true,
      TopSkipQuery: true,
      DeepOperations: { DeepPATCH: false, DeepPOST: false },
    },
    Systems: linkTo("/redfish/v1/Systems"),
    Chassis: linkTo("/redfish/v1/Chassis"),
    Managers: linkTo("/redfish/v1/Managers"),
    AccountService: linkTo("/redfish/v1/AccountService"),
    SessionService: linkTo("/redfish/v1/SessionService"),
    EventService: linkTo("/redfish/v1/EventService"),
    Registries: linkTo("/redfish/v1/Registries"),
    TelemetryService: linkTo("/redfish/v1/TelemetryService"),
    Tasks: linkTo("/redfish/v1/TaskService"),
    CertificateService: linkTo("/redfish/v1/CertificateService"),
    UpdateService: linkTo("/redfish/v1/UpdateService"),
    JsonSchemas: linkTo("/redfish/v1/JsonSchemas"),
    Links: {
      Sessions: linkTo("/redfish/v1/SessionService/Sessions"),
      ManagerProvidingService: linkTo("/redfish/v1/Managers/1"),
    },
  }),
});
