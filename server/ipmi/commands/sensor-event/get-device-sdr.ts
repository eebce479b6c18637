import { command } from "../../command.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { readSdr, sdrRequest, sdrResponse } from "../storage/sdr-request.ts";

/** The records of the repository: there are no others. */
export const getDeviceSdr = command({
  name: "Get Device SDR",
  section: "35.3",
  netFn: NetFn.SensorEvent,
  cmd: 0x21,
  privilege: Privilege.User,
  request: sdrRequest,
  response: sdrResponse,
  handle: readSdr,
});
