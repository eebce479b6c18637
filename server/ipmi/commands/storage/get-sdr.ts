import { command } from "../../command.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { readSdr, sdrRequest, sdrResponse } from "./sdr-request.ts";

export const getSdr = command({
  name: "Get SDR",
  section: "33.12",
  netFn: NetFn.Storage,
  cmd: 0x23,
  privilege: Privilege.User,
  request: sdrRequest,
  response: sdrResponse,
  handle: readSdr,
});
