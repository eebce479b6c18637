import type { AnyCommand } from "../../command.ts";
import { activatePayload } from "./activate-payload.ts";
import { clearMessageFlags } from "./clear-message-flags.ts";
import { closeSession } from "./close-session.ts";
import { deactivatePayload } from "./deactivate-payload.ts";
import { getBmcGlobalEnables } from "./get-bmc-global-enables.ts";
import { getChannelAuthenticationCapabilities } from "./get-channel-authentication-capabilities.ts";
import { getChannelCipherSuites } from "./get-channel-cipher-suites.ts";
import { getChannelInfo } from "./get-channel-info.ts";
import { getChannelPayloadSupport } from "./get-channel-payload-support.ts";
import { getChannelPayloadVersion } from "./get-channel-payload-version.ts";
import { getDeviceGuid } from "./get-device-guid.ts";
import { getDeviceId } from "./get-device-id.ts";
import { getMessage } from "./get-message.ts";
import { getMessageFlags } from "./get-message-flags.ts";
import { getPayloadActivationStatus } from "./get-payload-activation-status.ts";
import { getPayloadInstanceInfo } from "./get-payload-instance-info.ts";
import { getSelfTestResults } from "./get-self-test-results.ts";
import { getSessionInfo } from "./get-session-info.ts";
import { getSystemGuid } from "./get-system-guid.ts";
import { readEventMessageBuffer } from "./read-event-message-buffer.ts";
import { setBmcGlobalEnables } from "./set-bmc-global-enables.ts";
import { setSessionPrivilegeLevel } from "./set-session-privilege-level.ts";

/** App: the BMC as a device, its messaging, sessions and users (IPMI 2.0 §20 to §24), by number. */
export const appCommands: readonly AnyCommand[] = [
  getDeviceId,
  getSelfTestResults,
  getDeviceGuid,
  setBmcGlobalEnables,
  getBmcGlobalEnables,
  clearMessageFlags,
  getMessageFlags,
  getMessage,
  readEventMessageBuffer,
  getSystemGuid,
  getChannelAuthenticationCapabilities,
  setSessionPrivilegeLevel,
  closeSession,
  getSessionInfo,
  getChannelInfo,
  activatePayload,
  deactivatePayload,
  getPayloadActivationStatus,
  getPayloadInstanceInfo,
  getChannelPayloadSupport,
  getChannelPayloadVersion,
  getChannelCipherSuites,
];
