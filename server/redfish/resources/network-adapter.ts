import { resource } from "../resource.ts";
import {
  networkAdapterProperties,
  networkDeviceFunctionProperties,
  networkInterfaceProperties,
  networkPortProperties,
} from "../schemas/network-adapter.ts";
import { functionsOf, partLinks, partStatus, pcieDeviceId } from "./hardware-links.ts";
import { cardIds, cardStatus, findCard, linkStatusOf } from "./network-card.ts";

const uri = "/redfish/v1/Chassis/:ChassisId/NetworkAdapters/:NetworkAdapterId";

/** A network card as a part of the chassis, with one port and one function. */
export const networkAdapter = resource<typeof networkAdapterProperties>({
  type: "NetworkAdapter.v1_14_0.NetworkAdapter",
  uri,
  privilege: "Login",
  collection: { name: "Network Adapter Collection", members: cardIds },
  properties: networkAdapterProperties,
  read(context, { id }) {
    const card = findCard(context, id);
    if (!card) return undefined;
    const { hardware, powerState } = context.machine;
    return {
      Id: id,
      Name: `Network Adapter ${id}`,
      ...(card.model !== undefined && { Model: card.model }),
      Status: partStatus(powerState),
      Ports: partLinks.networkPorts(id),
      NetworkDeviceFunctions: partLinks.networkDeviceFunctions(id),
      Controllers: [
        {
          Links: {
            NetworkDeviceFunctions: [partLinks.networkDeviceFunction(id)],
            PCIeDevices: functionsOf(hardware.parts, card).map(fn => partLinks.pcieDevice(pcieDeviceId(fn))),
            Ports: [partLinks.networkPort(id)],
          },
        },
      ],
    };
  },
});

export const networkPort = resource<typeof networkPortProperties>({
  type: "Port.v1_18_0.Port",
  uri: `${uri}/Ports/:PortId`,
  privilege: "Login",
  collection: { name: "Port Collection", members: () => ["1"] },
  properties: networkPortProperties,
  read(context, { id, parameters }) {
    const { machine } = context;
    const card = findCard(context, parameters.NetworkAdapterId);
    if (!card) return undefined;
    return {
      Id: id,
      Name: `Port of ${card.id}`,
      PortId: id,
      PortProtocol: "Ethernet",
      LinkNetworkTechnology: "Ethernet",
      InterfaceEnabled: machine.links.isEnabled(card.id),
      LinkStatus: linkStatusOf(machine, card),
      ...(card.speed !== undefined && { CurrentSpeedGbps: card.speed / 1000 }),
      Ethernet: { AssociatedMACAddresses: [card.mac] },
      Status: cardStatus(machine, card),
      Links: { EthernetInterfaces: [partLinks.ethernetInterface(card.id)] },
    };
  },
});

export const networkDeviceFunction = resource<typeof networkDeviceFunctionProperties>({
  type: "NetworkDeviceFunction.v1_11_1.NetworkDeviceFunction",
  uri: `${uri}/NetworkDeviceFunctions/:NetworkDeviceFunctionId`,
  privilege: "Login",
  collection: { name: "Network Device Function Collection", members: () => ["1"] },
  properties: networkDeviceFunctionProperties,
  read(context, { id, parameters }) {
    const card = findCard(context, parameters.NetworkAdapterId);
    if (!card) return undefined;
    const { hardware, powerState } = context.machine;
    const [pcie] = functionsOf(hardware.parts, card);
    const port = partLinks.networkPort(card.id);
    return {
      Id: id,
      Name: `Function of ${card.id}`,
      NetDevFuncType: "Ethernet",
      NetDevFuncCapabilities: ["Ethernet"],
      Ethernet: { MACAddress: card.mac, PermanentMACAddress: card.mac },
      AssignablePhysicalNetworkPorts: [port],
      Status: partStatus(powerState),
      Links: {
        EthernetInterfaces: [partLinks.ethernetInterface(card.id)],
        PhysicalNetworkPortAssignment: port,
        ...(pcie && { PCIeFunction: partLinks.pcieFunction(pcie) }),
      },
    };
  },
});

/** The same card as the system sees it; ports and functions are the adapter's. */
export const networkInterface = resource<typeof networkInterfaceProperties>({
  type: "NetworkInterface.v1_2_3.NetworkInterface",
  uri: "/redfish/v1/Systems/:ComputerSystemId/NetworkInterfaces/:NetworkInterfaceId",
  privilege: "Login",
  collection: { name: "Network Interface Collection", members: cardIds },
  properties: networkInterfaceProperties,
  read: ({ machine }, { id }) => ({
    Id: id,
    Name: `Network Interface ${id}`,
    Status: partStatus(machine.powerState),
    Ports: partLinks.networkPorts(id),
    NetworkDeviceFunctions: partLinks.networkDeviceFunctions(id),
    Links: { NetworkAdapter: partLinks.networkAdapter(id) },
  }),
});
