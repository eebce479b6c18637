import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { bytes, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { ofOneCommandRequest, refuseUnknown, subFunctionMaskSize } from "./sub-functions.ts";

/** IPMI 2.0, revision 1.1, whose errata are not told apart. */
const ipmi = { type: 0x0, version: 0x20, revision: 0x11, errata: 0x0 };

export const getCommandSubFunctionSupport = command({
  name: "Get Command Sub-function Support",
  section: "21.4",
  netFn: NetFn.App,
  cmd: 0x0b,
  privilege: Privilege.User,
  request: ofOneCommandRequest,
  response: layout({
    specification: byte({ type: bits(7, 4), errata: bits(3, 0) }),
    version: u8,
    revision: u8,
    missing: bytes(subFunctionMaskSize),
  }),
  handle(context, named) {
    const { type, errata, version, revision } = ipmi;
    return (
      refuseUnknown(context, named) ?? {
        specification: { type, errata },
        version,
        revision,
        missing: Buffer.alloc(subFunctionMaskSize, 0xff),
      }
    );
  },
});
