import type { Command } from "../command.ts";
import { activatePayload } from "./app/activate-payload.ts";
import { clearMessageFlags } from "./app/clear-message-flags.ts";
import { closeSession } from "./app/close-session.ts";
import { deactivatePayload } from "./app/deactivate-payload.ts";
import { getBmcGlobalEnables } from "./app/get-bmc-global-enables.ts";
import { getChannelAuthenticationCapabilities } from "./app/get-channel-authentication-capabilities.ts";
import { getChannelCipherSuites } from "./app/get-channel-cipher-suites.ts";
import { getChannelInfo } from "./app/get-channel-info.ts";
import { getChannelPayloadSupport } from "./app/get-channel-payload-support.ts";
import { getChannelPayloadVersion } from "./app/get-channel-payload-version.ts";
import { getDeviceGuid } from "./app/get-device-guid.ts";
import { getDeviceId } from "./app/get-device-id.ts";
import { getMessage } from "./app/get-message.ts";
import { getMessageFlags } from "./app/get-message-flags.ts";
import { getPayloadActivationStatus } from "./app/get-payload-activation-status.ts";
import { getPayloadInstanceInfo } from "./app/get-payload-instance-info.ts";
import { getSelfTestResults } from "./app/get-self-test-results.ts";
import { getSessionInfo } from "./app/get-session-info.ts";
import { getSystemGuid } from "./app/get-system-guid.ts";
import { readEventMessageBuffer } from "./app/read-event-message-buffer.ts";
import { setBmcGlobalEnables } from "./app/set-bmc-global-enables.ts";
import { setSessionPrivilegeLevel } from "./app/set-session-privilege-level.ts";
import { chassisControl } from "./chassis/chassis-control.ts";
import { chassisIdentify } from "./chassis/chassis-identify.ts";
import { getChassisCapabilities } from "./chassis/get-chassis-capabilities.ts";
import { getChassisStatus } from "./chassis/get-chassis-status.ts";
import { getPohCounter } from "./chassis/get-poh-counter.ts";
import { getSystemBootOptions } from "./chassis/get-system-boot-options.ts";
import { getSystemRestartCause } from "./chassis/get-system-restart-cause.ts";
import { setPowerRestorePolicy } from "./chassis/set-power-restore-policy.ts";
import { setSystemBootOptions } from "./chassis/set-system-boot-options.ts";

/** All commands that there are, by network function and number. */
export const commands: readonly Command<unknown, unknown>[] = [
  getChassisCapabilities,
  getChassisStatus,
  chassisControl,
  chassisIdentify,
  setPowerRestorePolicy,
  getSystemRestartCause,
  setSystemBootOptions,
  getSystemBootOptions,
  getPohCounter,

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
