import { Type } from "typebox";
import { fileNameRules } from "../oem.ts";
import { link, named } from "../properties.ts";

export const fileName = Type.String({
  ...fileNameRules,
  description: "What a person knows the image by.",
});
export const sizeBytes = Type.Integer({ minimum: 1, description: "The size of the image." });

/** The properties of an image of the library, which DMTF has no word for. */
export const imageProperties = {
  ...named,
  FileName: fileName,
  ImageState: Type.Enum(["Receiving", "Stored"], {
    description: "Whether all of the image is there, or parts of it are still to be sent.",
  }),
  ImageKind: Type.Optional(
    Type.Enum(["ISO", "Disk"], { description: "What the image is of, once all of it is there." }),
  ),
  SizeBytes: sizeBytes,
  ReceivedBytes: Type.Integer({ description: "How much of the image has come." }),
  SHA256: Type.Optional(
    Type.String({
      description:
        "The checksum of the image, in hexadecimal; absent of one that the machine may have changed.",
    }),
  ),
  Written: Type.Boolean({ description: "Whether the machine may have written to the image." }),
  CreatedTime: Type.String({ description: "When the image was stored, or its upload begun." }),
  SourceURI: Type.Optional(Type.String({ description: "Where the image was fetched from." })),
  Kept: Type.Boolean({
    description: "Whether the image stays until somebody deletes it. Others may go when room is needed.",
  }),
  Content: Type.String({ description: "Where the parts of an upload are sent to." }),
  VirtualMedia: Type.Array(link, { description: "The slots in which the image is." }),
};
