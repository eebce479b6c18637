import { curlOf } from "../redfish/curl.ts";
import { ipmitoolOf } from "../redfish/ipmitool.ts";
import type { Sent } from "../redfish/requests.ts";
import { address } from "./address.ts";
import type { Page } from "./page.ts";

export interface ShellCommands {
  readonly curl: string;
  /** undefined where IPMI cannot do the same, and until its port is known. */
  readonly ipmitool: string | undefined;
}

/** What a person types in a shell for the same as the page's request. */
export function shellCommands(
  page: Page,
  request: Pick<Sent, "method" | "uri" | "body">,
  port: number | undefined,
): ShellCommands {
  const userName = page.session.value?.userName ?? "";
  const url = address(request.uri);
  const name = page.redfish.nameOf(request.uri);
  const host = location.hostname;
  return {
    curl: curlOf(request, { userName, url }),
    ipmitool: port === undefined ? undefined : ipmitoolOf(request, { userName, host, port, name }),
  };
}
