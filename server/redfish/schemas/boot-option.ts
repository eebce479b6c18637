import { Type } from "typebox";
import { links, named } from "../properties.ts";

export const bootOptionSettings = { BootOptionEnabled: Type.Boolean() };

export const bootOptionProperties = {
  ...named,
  BootOptionReference: Type.String(),
  DisplayName: Type.String(),
  Alias: Type.Enum(["Hdd", "Cd", "Usb", "Pxe"]),
  ...bootOptionSettings,
  UefiDevicePath: Type.Optional(Type.String()),
  RelatedItem: Type.Optional(links),
};
