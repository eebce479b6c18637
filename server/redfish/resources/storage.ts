import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { about, message } from "../message.ts";
import { create, resource } from "../resource.ts";
import {
  simpleStorageProperties,
  storageControllerProperties,
  storageProperties,
  volumeProperties,
  volumeWishes,
} from "../schemas/storage.ts";
import { ofProperties } from "../vocabulary.ts";
import { driveIds, findDrive, protocolOf } from "./drive.ts";
import { functionsOf, partLinks, partStatus } from "./hardware-links.ts";

const uri = "/redfish/v1/Systems/:ComputerSystemId/Storage/:StorageId";

/** All drives of the machine and what they hang on. */
export const storage = resource<typeof storageProperties>({
  type: "Storage.v1_21_0.Storage",
  uri,
  privilege: "Login",
  collection: { name: "Storage Collection", members: () => ["1"] },
  properties: storageProperties,
  read: (context, { id, uri }) => ({
    Id: id,
    Name: "Storage",
    Status: partStatus(context.machine.powerState),
    Controllers: { "@odata.id": `${uri}/Controllers` },
    Drives: driveIds(context).map(partLinks.drive),
    Volumes: { "@odata.id": `${uri}/Volumes` },
    Links: { Enclosures: [partLinks.chassis], SimpleStorage: partLinks.simpleStorage },
  }),
});

const controllerIds = ({ machine }: RedfishContext): readonly string[] => [
  ...new Set(machine.hardware.parts.drives.map(({ controller }) => controller.id)),
];

/** What drives hang on: a host bus adapter, or what is adapter and drive in one. */
export const storageController = resource<typeof storageControllerProperties>({
  type: "StorageController.v1_11_0.StorageController",
  uri: `${uri}/Controllers/:StorageControllerId`,
  privilege: "Login",
  collection: { name: "Storage Controller Collection", members: controllerIds },
  properties: storageControllerProperties,
  read({ machine }, { id }) {
    const { parts } = machine.hardware;
    const drives = parts.drives.filter(({ controller }) => controller.id === id);
    const controller = drives[0]?.controller;
    if (!controller) return undefined;
    return {
      Id: id,
      Name: `Storage Controller ${id}`,
      ...(controller.model !== undefined && { Model: controller.model }),
      SupportedDeviceProtocols: [...new Set(drives.map(protocolOf))],
      SupportedRAIDTypes: ["None"],
      Status: partStatus(machine.powerState),
      Links: {
        AttachedVolumes: drives.map(drive => partLinks.volume(drive.id)),
        PCIeFunctions: functionsOf(parts, controller).map(partLinks.pcieFunction),
      },
    };
  },
});

/** RAID is for real hardware: every drive has its one volume from the start, and there is room for no other. */
const createVolume = create({
  privilege: "ConfigureComponents",
  properties: volumeWishes,
  handle(context, { Links: { Drives } }) {
    const wanted = new Set(Drives.map(link => link["@odata.id"]));
    const known = driveIds(context).map(id => partLinks.drive(id)["@odata.id"]);
    const unknown = [...wanted].find(uri => !known.includes(uri));
    if (unknown === undefined) throw new RedfishError(400, message("CreateLimitReachedForResource"));
    throw new RedfishError(400, about("/Links/Drives", ofProperties.notInList(unknown, "Drives")));
  },
});

/** The whole of a drive. */
export const volume = resource<typeof volumeProperties>({
  type: "Volume.v1_10_2.Volume",
  uri: `${uri}/Volumes/:VolumeId`,
  privilege: "Login",
  collection: {
    name: "Volume Collection",
    members: driveIds,
    annotations: {
      "@Redfish.OperationApplyTimeSupport": {
        "@odata.type": "#Settings.v1_4_0.OperationApplyTimeSupport",
        SupportedValues: ["Immediate"],
      },
    },
    create: createVolume,
  },
  properties: volumeProperties,
  read(context, { id }) {
    const drive = findDrive(context, id);
    if (!drive) return undefined;
    return {
      Id: id,
      Name: `Volume ${id}`,
      RAIDType: "None",
      CapacityBytes: drive.size,
      ...(drive.blockSize !== undefined && { BlockSizeBytes: drive.blockSize }),
      Status: partStatus(context.machine.powerState),
      Links: {
        Drives: [partLinks.drive(id)],
        Controllers: [partLinks.storageController(drive.controller.id)],
      },
    };
  },
});

/** The drives once more, for clients that know no more of storage than that. */
export const simpleStorage = resource<typeof simpleStorageProperties>({
  type: "SimpleStorage.v1_3_2.SimpleStorage",
  uri: "/redfish/v1/Systems/:ComputerSystemId/SimpleStorage/:SimpleStorageId",
  privilege: "Login",
  collection: { name: "Simple Storage Collection", members: () => ["1"] },
  properties: simpleStorageProperties,
  read({ machine }, { id }) {
    const Status = partStatus(machine.powerState);
    return {
      Id: id,
      Name: "Simple Storage",
      Status,
      Devices: machine.hardware.parts.drives.map(({ id, model, size }) => ({
        Name: id,
        ...(model !== undefined && { Model: model }),
        CapacityBytes: size,
        Status,
      })),
      Links: { Chassis: partLinks.chassis, Storage: partLinks.storage },
    };
  },
});
