import { hostname } from "node:os";
import { type Static, Type } from "typebox";
import type { Ports } from "../../bmc/network-protocol.ts";
import { linkTo } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { networkProtocolProperties, notifyInterval, notifyTtl } from "../schemas/network-protocol.ts";

const ssdpPort = 1900;
const ntpPort = 123;
const serverLimit = 8;

/** A name or an address, which may not be taken for an option or a path. */
const server = Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9.:_-]{0,252}$|^::[0-9A-Fa-f:.]{0,38}$" });
const keep = Type.Object({}, { additionalProperties: false });

/** `null` removes an entry, `{}` keeps the one at its place, and what is not named goes (DSP0266, "Array modification"). */
const serverChanges = Type.Array(Type.Union([server, Type.Null(), keep]), { maxItems: serverLimit });

const changedServers = (now: readonly string[], changes: Static<typeof serverChanges>): readonly string[] =>
  changes.flatMap((change, index) => {
    if (change === null) return [];
    return typeof change === "string" ? [change] : now.slice(index, index + 1);
  });

const protocol = (port: number | undefined) => ({ ProtocolEnabled: port !== undefined, Port: port ?? null });
const web = ({ https, http }: Ports) => https ?? http;

/** The network services of the BMC. */
export const networkProtocol = resource<typeof networkProtocolProperties>({
  type: "ManagerNetworkProtocol.v1_12_0.ManagerNetworkProtocol",
  uri: "/redfish/v1/Managers/:ManagerId/NetworkProtocol",
  privilege: "Login",
  properties: networkProtocolProperties,
  read: ({ networkProtocol: { ports, discovery, timeSource } }, { uri, id }) => ({
    Id: id,
    Name: "Manager Network Protocol",
    HostName: hostname().replace(/\..*$/, ""),
    FQDN: hostname(),
    HTTP: protocol(ports.http),
    HTTPS: { ...protocol(ports.https), Certificates: linkTo(`${uri}/HTTPS/Certificates`) },
    IPMI: protocol(ports.ipmi),
    KVMIP: protocol(web(ports)),
    SSH: protocol(ports.ssh),
    SSDP: {
      ProtocolEnabled: discovery.enabled,
      Port: ssdpPort,
      NotifyMulticastIntervalSeconds: discovery.notifyInterval,
      NotifyTTL: discovery.notifyTtl,
    },
    NTP: {
      ProtocolEnabled: timeSource.enabled,
      Port: ntpPort,
      NTPServers: [...timeSource.servers],
    },
    Status: { State: "Enabled", Health: "OK" },
  }),
  patch: patch({
    privilege: "ConfigureManager",
    properties: {
      SSDP: Type.Optional(
        Type.Partial(
          Type.Object({
            ProtocolEnabled: Type.Boolean(),
            NotifyMulticastIntervalSeconds: notifyInterval,
            NotifyTTL: notifyTtl,
          }),
        ),
      ),
      NTP: Type.Optional(
        Type.Partial(Type.Object({ ProtocolEnabled: Type.Boolean(), NTPServers: serverChanges })),
      ),
    },
    handle({ networkProtocol }, { SSDP, NTP }, { origin }) {
      if (SSDP) {
        const { ProtocolEnabled: enabled, NotifyMulticastIntervalSeconds: interval, NotifyTTL: ttl } = SSDP;
        networkProtocol.setDiscovery(
          {
            ...(enabled !== undefined && { enabled }),
            ...(interval !== undefined && { notifyInterval: interval }),
            ...(ttl !== undefined && { notifyTtl: ttl }),
          },
          origin,
        );
      }
      if (NTP) {
        const { ProtocolEnabled: enabled, NTPServers: changes } = NTP;
        const servers = changes && changedServers(networkProtocol.timeSource.servers, changes);
        networkProtocol.setTimeSource(
          { ...(enabled !== undefined && { enabled }), ...(servers && { servers }) },
          origin,
        );
      }
    },
  }),
});
