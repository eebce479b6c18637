import { command } from "../../command.ts";
import { setSelTime } from "./set-sel-time.ts";

/** The repository has the clock of the event log: there is one. */
export const setSdrRepositoryTime = command({
  ...setSelTime,
  name: "Set SDR Repository Time",
  section: "33.18",
  cmd: 0x29,
});
