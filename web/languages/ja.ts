import { account } from "./ja/account.ts";
import { api } from "./ja/api.ts";
import { consoles } from "./ja/consoles.ts";
import { events } from "./ja/events.ts";
import { logs } from "./ja/logs.ts";
import { machine } from "./ja/machine.ts";
import { page } from "./ja/page.ts";
import { power } from "./ja/power.ts";
import { sensors } from "./ja/sensors.ts";
import { server } from "./ja/server.ts";

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
};
