import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";

export const trustedComponentProperties = {
  ...named,
  TrustedComponentType: Type.Enum(["Discrete"]),
  Model: Type.String(),
  Status: status,
  Links: Type.Object({ Owner: link, ComponentsProtected: links }),
};

/** How ComputerSystem told of it before there were trusted components. */
export const trustedModule = Type.Object({
  InterfaceType: Type.Optional(Type.Enum(["TPM2_0"])),
  Status: status,
});
