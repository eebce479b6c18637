import { Type } from "typebox";
import type { ImageUpload } from "../../media/image-uploads.ts";
import type { StoredImage } from "../../media/library.ts";
import type { RedfishContext } from "../context.ts";
import { imageContentUri } from "../image-content-uri.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { type BodyOf, dateTime, linkTo } from "../properties.ts";
import { create, patch, resource } from "../resource.ts";
import { fileName, imageProperties, sizeBytes } from "../schemas/image.ts";
import { ofProperties } from "../vocabulary.ts";

type Properties = Omit<BodyOf<typeof imageProperties>, "Id" | "Content">;

const names = { image: "FileName", protocol: "FileName" };

const kinds = { iso: "ISO", disk: "Disk" } as const;

const storedImage = ({ virtualMedia }: RedfishContext, image: StoredImage): Properties => ({
  Name: image.name,
  FileName: image.name,
  ImageState: "Stored",
  ImageKind: kinds[image.kind],
  SizeBytes: image.size,
  ReceivedBytes: image.size,
  ...(!image.written && { SHA256: image.sha256 }),
  Written: image.written,
  CreatedTime: dateTime(image.storedAt),
  ...(image.url !== undefined && { SourceURI: image.url }),
  Kept: image.kept,
  VirtualMedia: virtualMedia
    .slotsOf(image.id)
    .map(slot => linkTo(`/redfish/v1/Systems/1/VirtualMedia/${slot}`)),
});

const imageUpload = ({ imageUploads }: RedfishContext, upload: ImageUpload): Properties => ({
  Name: upload.name,
  FileName: upload.name,
  ImageState: "Receiving",
  SizeBytes: upload.size,
  ReceivedBytes: imageUploads.received(upload.id),
  ...(upload.sha256 !== undefined && { SHA256: upload.sha256 }),
  Written: false,
  CreatedTime: dateTime(upload.startedAt),
  Kept: true,
  VirtualMedia: [],
});

function propertiesOf(context: RedfishContext, id: string): Properties | undefined {
  const stored = context.virtualMedia.imageLibrary.find(id);
  if (stored) return storedImage(context, stored);
  const upload = context.imageUploads.find(id);
  return upload && imageUpload(context, upload);
}

/** An image for virtual media that is in the BMC's library, or is being sent there. */
export const image = resource<typeof imageProperties>({
  type: "QemuBmcImage.v1_0_0.QemuBmcImage",
  uri: "/redfish/v1/Managers/:ManagerId/Oem/QemuBmc/Images/:QemuBmcImageId",
  privilege: "Login",
  collection: {
    name: "Image Collection",
    members: ({ virtualMedia, imageUploads }) =>
      [...virtualMedia.imageLibrary.images, ...imageUploads.list].map(({ id }) => id),
    create: create({
      privilege: "ConfigureManager",
      properties: {
        FileName: fileName,
        SizeBytes: sizeBytes,
        SHA256: Type.Optional(Type.String({ pattern: "^[0-9A-Fa-f]{64}$" })),
      },
      async handle({ imageUploads }, { FileName: name, SizeBytes: size, SHA256 }, { origin }) {
        const announced = { name, size, sha256: SHA256?.toLowerCase() };
        const begin = () => imageUploads.begin(announced, origin);
        const { id } = await translatingMediaErrors(name, ofProperties, begin, names);
        return { id };
      },
    }),
  },
  properties: imageProperties,
  read(context, { id, uri }) {
    const properties = propertiesOf(context, id);
    return properties && { Id: id, ...properties, Content: imageContentUri(uri) };
  },
  patch: patch({
    privilege: "ConfigureManager",
    properties: { FileName: Type.Optional(fileName) },
    handle({ virtualMedia, imageUploads }, { FileName: name }, { id, origin }) {
      if (name === undefined) return;
      virtualMedia.imageLibrary.rename(id, name, origin);
      imageUploads.rename(id, name);
    },
  }),
  remove: {
    privilege: "ConfigureManager",
    handle: ({ virtualMedia, imageUploads }, { id, uri, origin }) =>
      translatingMediaErrors(uri, ofProperties, () => {
        imageUploads.abort(id, origin);
        virtualMedia.imageLibrary.remove(id, origin);
      }),
  },
});
