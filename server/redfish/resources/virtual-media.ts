import { type Static, Type } from "typebox";
import type { MediaSlot, Origin } from "../../events/events.ts";
import { mediaSlots } from "../../machine/media.ts";
import type { SlotView, WantedImage } from "../../media/slot.ts";
import type { VirtualMedia } from "../../media/virtual-media.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { action, patch, type Resource, resource } from "../resource.ts";
import { virtualMediaProperties, virtualMediaSettings } from "../schemas/virtual-media.ts";
import { ofProperties } from "../vocabulary.ts";
import { bootOnceAction } from "./boot-once.ts";
import { imageUri } from "./image-uri.ts";
import { insertionOf, insertMediaAction } from "./insert-media.ts";

type View = { [P in keyof typeof virtualMediaProperties]: Static<(typeof virtualMediaProperties)[P]> };

const slots: Record<MediaSlot, Pick<View, "Name" | "MediaTypes">> = {
  Cd1: { Name: "Virtual CD", MediaTypes: ["CD", "DVD"] },
  Usb1: { Name: "Virtual USB Disk", MediaTypes: ["USBStick"] },
};

const imageOf = ({ image, stored }: SlotView): string | undefined =>
  image ?? (stored === undefined ? undefined : imageUri(stored));

const view = (slot: MediaSlot, state: SlotView): View => ({
  Id: slot,
  ...slots[slot],
  Image: imageOf(state) ?? null,
  ImageName: state.name ?? null,
  Inserted: state.inserted,
  WriteProtected: state.writeProtected,
  ConnectedVia: state.served ? "Applet" : imageOf(state) === undefined ? "NotConnected" : "URI",
  TransferMethod: state.served ? "Stream" : state.protocol ? "Upload" : null,
  TransferProtocolType: state.protocol ?? null,
  UserName: state.userName ?? null,
  Password: null,
  VerifyCertificate: state.verifyCertificate,
  Status: { State: "Enabled", Health: "OK" },
});

const changes = Type.Partial(
  Type.Object({
    ...virtualMediaSettings,
    Password: Type.Union([Type.String(), Type.Null()], { writeOnly: true }),
  }),
);

/** What can be refused comes first: a PATCH changes all or nothing. */
async function change(
  virtualMedia: VirtualMedia,
  slot: MediaSlot,
  wanted: Static<typeof changes>,
  origin: Origin,
): Promise<void> {
  const { Image: image, Inserted: inserted, WriteProtected: writeProtected } = wanted;
  const { UserName, Password, VerifyCertificate: verifyCertificate, TransferProtocolType: protocol } = wanted;
  const credentials = {
    ...(UserName !== undefined && { userName: UserName ?? undefined }),
    ...(Password !== undefined && { password: Password ?? undefined }),
  };
  if (image === null) {
    await virtualMedia.eject(slot, origin);
  } else if (image === undefined || image === imageOf(virtualMedia.view(slot))) {
    await virtualMedia.change(slot, { inserted, writeProtected }, origin);
  } else {
    const flags = { inserted, writeProtected, verifyCertificate };
    const request: WantedImage = { image, protocol: protocol ?? undefined, ...flags, ...credentials };
    await insertionOf(virtualMedia, slot, request, origin, true).done;
  }
  if (verifyCertificate !== undefined) virtualMedia.setVerifyCertificate(slot, verifyCertificate);
  virtualMedia.setCredentials(slot, credentials);
}

const virtualMediaAt = (uri: string): Resource<typeof virtualMediaProperties> =>
  resource<typeof virtualMediaProperties>({
    type: "VirtualMedia.v1_6_5.VirtualMedia",
    uri: `${uri}/VirtualMedia/:VirtualMediaId`,
    privilege: "Login",
    collection: { name: "Virtual Media Collection", members: () => mediaSlots },
    properties: virtualMediaProperties,
    read: ({ virtualMedia }, { id }) => view(id as MediaSlot, virtualMedia.view(id as MediaSlot)),
    patch: patch({
      privilege: "ConfigureManager",
      properties: changes.properties,
      handle: ({ virtualMedia }, wanted, { id, origin }) =>
        translatingMediaErrors(wanted.Image ?? "", ofProperties, () =>
          change(virtualMedia, id as MediaSlot, wanted, origin),
        ),
    }),
    actions: {
      "VirtualMedia.InsertMedia": insertMediaAction,
      "VirtualMedia.EjectMedia": action({
        privilege: "ConfigureManager",
        parameters: {},
        async handle({ virtualMedia }, _, { id, origin }) {
          await virtualMedia.eject(id as MediaSlot, origin);
          return undefined;
        },
      }),
      "QemuBmc.BootOnce": bootOnceAction,
    },
  });

/** The slots of the machine. */
export const virtualMedia = virtualMediaAt("/redfish/v1/Systems/:ComputerSystemId");
/** The same where older clients look for them. */
export const managerVirtualMedia = virtualMediaAt("/redfish/v1/Managers/:ManagerId");
