import { command } from "../../command.ts";
import { rest, u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { entityRequest, temperatures } from "./dcmi-entities.ts";

const recordId = layout({ recordId: u16 });

export const getDcmiSensorInfo = command({
  name: "Get DCMI Sensor Info",
  section: "6.5.2",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x07,
  privilege: Privilege.Operator,
  request: entityRequest,
  response: layout({ available: u8, count: u8, recordIds: rest }),
  handle(context, request) {
    const asked = temperatures(context, request);
    if (asked instanceof Refusal) return asked;
    const ids = asked.shown.flatMap(({ declaration }) => {
      const id = context.sdrRepository.recordOf(declaration.number);
      return id === undefined ? [] : [recordId.encode({ recordId: id })];
    });
    return { available: asked.available, count: ids.length, recordIds: Buffer.concat(ids) };
  },
});
