import { command } from "../../command.ts";
import { getSelTime } from "./get-sel-time.ts";

/** The repository has the clock of the event log: there is one. */
export const getSdrRepositoryTime = command({
  ...getSelTime,
  name: "Get SDR Repository Time",
  section: "33.17",
  cmd: 0x28,
});
