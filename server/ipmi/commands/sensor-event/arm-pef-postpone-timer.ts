import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const onlyRead = 0xff;

export const armPefPostponeTimer = command({
  name: "Arm PEF Postpone Timer",
  section: "30.2",
  netFn: NetFn.SensorEvent,
  cmd: 0x11,
  privilege: Privilege.Administrator,
  request: layout({ countdown: u8 }),
  response: layout({ countdown: u8 }),
  handle({ platformEventFiltering: { postponeTimer } }, { countdown }) {
    if (countdown !== onlyRead) postponeTimer.arm(countdown);
    return { countdown: postponeTimer.countdown };
  },
});
