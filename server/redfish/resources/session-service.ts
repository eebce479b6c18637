import { Type } from "typebox";
import { linkTo } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { sessionServiceProperties } from "../schemas/session-service.ts";

export const sessionService = resource<typeof sessionServiceProperties>({
  type: "SessionService.v1_2_0.SessionService",
  uri: "/redfish/v1/SessionService",
  privilege: "Login",
  properties: sessionServiceProperties,
  read: ({ sessions }, { uri, id }) => ({
    Id: id,
    Name: "Session Service",
    ServiceEnabled: true,
    SessionTimeout: sessions.timeout,
    // One that is used does not end by itself.
    AbsoluteSessionTimeoutEnabled: false,
    Sessions: linkTo(`${uri}/Sessions`),
    Status: { State: "Enabled", Health: "OK" },
  }),
  patch: patch({
    privilege: "ConfigureManager",
    properties: { SessionTimeout: Type.Optional(Type.Integer({ minimum: 30, maximum: 86_400 })) },
    handle({ sessions }, { SessionTimeout: timeout }) {
      if (timeout !== undefined) sessions.timeout = timeout;
    },
  }),
});
