import { Type } from "typebox";
import { patch, resource } from "../resource.ts";
import { systemEthernetInterfaceProperties } from "../schemas/system-ethernet-interface.ts";
import { partLinks } from "./hardware-links.ts";
import { cardIds, cardStatus, connectionOf, findCard, linkStatusOf } from "./network-card.ts";

/** A network card as the guest has it. Disabling it cuts its cable. */
export const systemEthernetInterface = resource<typeof systemEthernetInterfaceProperties>({
  type: "EthernetInterface.v1_12_4.EthernetInterface",
  uri: "/redfish/v1/Systems/:ComputerSystemId/EthernetInterfaces/:EthernetInterfaceId",
  privilege: "Login",
  collection: { name: "Ethernet Interface Collection", members: cardIds },
  properties: systemEthernetInterfaceProperties,
  read(context, { id }) {
    const { machine } = context;
    const card = findCard(context, id);
    if (!card) return undefined;
    const { mac, speed, fullDuplex } = card;
    const description = connectionOf(machine.facts, id);
    return {
      Id: id,
      Name: `Ethernet Interface ${id}`,
      ...(description !== undefined && { Description: description }),
      EthernetInterfaceType: "Physical",
      InterfaceEnabled: machine.links.isEnabled(id),
      LinkStatus: linkStatusOf(machine, card),
      MACAddress: mac,
      PermanentMACAddress: mac,
      ...(speed !== undefined && { SpeedMbps: speed }),
      ...(fullDuplex !== undefined && { FullDuplex: fullDuplex }),
      Status: cardStatus(machine, card),
      Links: {
        Chassis: partLinks.chassis,
        NetworkDeviceFunctions: [partLinks.networkDeviceFunction(id)],
        Ports: [partLinks.networkPort(id)],
      },
    };
  },
  patch: patch({
    privilege: "ConfigureComponents",
    properties: { InterfaceEnabled: Type.Optional(Type.Boolean()) },
    async handle({ machine }, { InterfaceEnabled: enabled }, { id, origin }) {
      if (enabled !== undefined) await machine.links.enable(id, enabled, origin);
    },
  }),
});
