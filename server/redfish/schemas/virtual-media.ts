import { type TSchema, Type } from "typebox";
import { named, status } from "../properties.ts";

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const transferMethod = Type.Enum(["Stream", "Upload"]);
export const transferProtocolType = Type.Enum(["HTTP", "HTTPS"]);

/** The properties that a client may write. */
export const virtualMediaSettings = {
  Image: nullable(Type.String()),
  Inserted: Type.Boolean(),
  WriteProtected: Type.Boolean(),
  UserName: nullable(Type.String()),
  TransferMethod: nullable(transferMethod),
  TransferProtocolType: nullable(transferProtocolType),
  VerifyCertificate: Type.Boolean(),
};

export const virtualMediaProperties = {
  ...named,
  ...virtualMediaSettings,
  ImageName: nullable(Type.String()),
  MediaTypes: Type.Array(Type.Enum(["CD", "DVD", "USBStick"])),
  ConnectedVia: Type.Enum(["NotConnected", "URI", "Applet"]),
  Password: Type.Null(),
  Status: status,
};
