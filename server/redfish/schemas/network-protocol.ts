import { Type } from "typebox";
import { link, named, status } from "../properties.ts";

const port = Type.Union([Type.Integer(), Type.Null()]);
const protocol = { ProtocolEnabled: Type.Boolean(), Port: port };

/** Seconds, and hops. */
export const notifyInterval = Type.Integer({ minimum: 30, maximum: 86_400 });
export const notifyTtl = Type.Integer({ minimum: 1, maximum: 255 });

export const networkProtocolProperties = {
  ...named,
  HostName: Type.String(),
  FQDN: Type.String(),
  HTTP: Type.Object(protocol),
  HTTPS: Type.Object({ ...protocol, Certificates: link }),
  IPMI: Type.Object(protocol),
  KVMIP: Type.Object(protocol),
  SSH: Type.Object(protocol),
  SSDP: Type.Object({
    ...protocol,
    NotifyMulticastIntervalSeconds: notifyInterval,
    NotifyTTL: notifyTtl,
  }),
  NTP: Type.Object({ ...protocol, NTPServers: Type.Array(Type.String()) }),
  Status: status,
};
