import { Type } from "typebox";
import { link, named, status } from "../properties.ts";

export const sessionServiceProperties = {
  ...named,
  ServiceEnabled: Type.Boolean(),
  /** Seconds without use after which a session ends. */
  SessionTimeout: Type.Integer(),
  AbsoluteSessionTimeoutEnabled: Type.Boolean(),
  Sessions: link,
  Status: status,
};
