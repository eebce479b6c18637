import { Type } from "typebox";
import { link, named } from "../properties.ts";

export const serviceRootProperties = {
  ...named,
  RedfishVersion: Type.String(),
  UUID: Type.String(),
  Vendor: Type.String(),
  Product: Type.String(),
  ServiceIdentification: Type.String(),
  ProtocolFeaturesSupported: Type.Object({
    ExpandQuery: Type.Object({
      ExpandAll: Type.Boolean(),
      Levels: Type.Boolean(),
      Links: Type.Boolean(),
      NoLinks: Type.Boolean(),
      MaxLevels: Type.Integer(),
    }),
    ExcerptQuery: Type.Boolean(),
    FilterQuery: Type.Boolean(),
    OnlyMemberQuery: Type.Boolean(),
    SelectQuery: Type.Boolean(),
    TopSkipQuery: Type.Boolean(),
    DeepOperations: Type.Object({ DeepPATCH: Type.Boolean(), DeepPOST: Type.Boolean() }),
  }),
  Systems: link,
  Chassis: link,
  Managers: link,
  AccountService: link,
  SessionService: link,
  EventService: link,
  Registries: link,
  TelemetryService: link,
  Tasks: link,
  CertificateService: link,
  UpdateService: link,
  JsonSchemas: link,
  Links: Type.Object({ Sessions: link, ManagerProvidingService: link }),
};
