import { account } from "./ja/account.ts";
import { api } from "./ja/api.ts";
import { bios } from "./ja/bios.ts";
import { bmc } from "./ja/bmc.ts";
import { boot } from "./ja/boot.ts";
import { consoles } from "./ja/consoles.ts";
import { events } from "./ja/events.ts";
import { hardware } from "./ja/hardware.ts";
import { keyboard } from "./ja/keyboard.ts";
import { logs } from "./ja/logs.ts";
import { machine } from "./ja/machine.ts";
import { media } from "./ja/media.ts";
import { network } from "./ja/network.ts";
import { page } from "./ja/page.ts";
import { power } from "./ja/power.ts";
import { rack } from "./ja/rack.ts";
import { sensors } from "./ja/sensors.ts";
import { server } from "./ja/server.ts";
import { terminal } from "./ja/terminal.ts";
import { workplace } from "./ja/workplace.ts";

/** Japanese, by the English sentence. What stands in braces is filled in. */
export const ja: Readonly<Record<string, string>> = {
  ...page,
  ...power,
  ...machine,
  ...sensors,
  ...logs,
  ...events,
  ...consoles,
  ...account,
  ...api,
  ...server,
  ...bmc,
  ...boot,
  ...bios,
  ...hardware,
  ...keyboard,
  ...media,
  ...network,
  ...terminal,
  ...workplace,
  ...rack,
};
