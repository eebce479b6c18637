import type { AnyCommand } from "../../command.ts";
import { activatePayload } from "./activate-payload.ts";
import { activateSession } from "./activate-session.ts";
import { clearMessageFlags } from "./clear-message-flags.ts";
import { closeSession } from "./close-session.ts";
import { coldReset } from "./cold-reset.ts";
import { deactivatePayload } from "./deactivate-payload.ts";
import { enableMessageChannelReceive } from "./enable-message-channel-receive.ts";
import { getAcpiPowerState } from "./get-acpi-power-state.ts";
import { getBmcGlobalEnables } from "./get-bmc-global-enables.ts";
import { getChannelAccess } from "./get-channel-access.ts";
import { getChannelAuthenticationCapabilities } from "./get-channel-authentication-capabilities.ts";
import { getChannelCipherSuites } from "./get-channel-cipher-suites.ts";
import { getChannelInfo } from "./get-channel-info.ts";
import { getChannelOemPayloadInfo } from "./get-channel-oem-payload-info.ts";
import { getChannelPayloadSupport } from "./get-channel-payload-support.ts";
import { getChannelPayloadVersion } from "./get-channel-payload-version.ts";
import { getCommandEnables } from "./get-command-enables.ts";
import { getCommandSubFunctionEnables } from "./get-command-sub-function-enables.ts";
import { getCommandSubFunctionSupport } from "./get-command-sub-function-support.ts";
import { getCommandSupport } from "./get-command-support.ts";
import { getConfigurableCommandSubFunctions } from "./get-configurable-command-sub-functions.ts";
import { getConfigurableCommands } from "./get-configurable-commands.ts";
import { getDeviceGuid } from "./get-device-guid.ts";
import { getDeviceId } from "./get-device-id.ts";
import { getMessage } from "./get-message.ts";
import { getMessageFlags } from "./get-message-flags.ts";
import { getNetFnSupport } from "./get-netfn-support.ts";
import { getOemNetFnIanaSupport } from "./get-oem-netfn-iana-support.ts";
import { getPayloadActivationStatus } from "./get-payload-activation-status.ts";
import { getPayloadInstanceInfo } from "./get-payload-instance-info.ts";
import { getSelfTestResults } from "./get-self-test-results.ts";
import { getSessionChallenge } from "./get-session-challenge.ts";
import { getSessionInfo } from "./get-session-info.ts";
import { getSystemGuid } from "./get-system-guid.ts";
import { getSystemInfoParameters } from "./get-system-info-parameters.ts";
import { getUserAccess } from "./get-user-access.ts";
import { getUserName } from "./get-user-name.ts";
import { getUserPayloadAccess } from "./get-user-payload-access.ts";
import { getWatchdogTimer } from "./get-watchdog-timer.ts";
import { readEventMessageBuffer } from "./read-event-message-buffer.ts";
import { resetWatchdogTimer } from "./reset-watchdog-timer.ts";
import { sendMessage } from "./send-message.ts";
import { setAcpiPowerState } from "./set-acpi-power-state.ts";
import { setBmcGlobalEnables } from "./set-bmc-global-enables.ts";
import { setChannelAccess } from "./set-channel-access.ts";
import { setChannelSecurityKeys } from "./set-channel-security-keys.ts";
import { setCommandEnables } from "./set-command-enables.ts";
import { setCommandSubFunctionEnables } from "./set-command-sub-function-enables.ts";
import { setSessionPrivilegeLevel } from "./set-session-privilege-level.ts";
import { setSystemInfoParameters } from "./set-system-info-parameters.ts";
import { setUserAccess } from "./set-user-access.ts";
import { setUserName } from "./set-user-name.ts";
import { setUserPassword } from "./set-user-password.ts";
import { setUserPayloadAccess } from "./set-user-payload-access.ts";
import { setWatchdogTimer } from "./set-watchdog-timer.ts";
import { suspendResumePayloadEncryption } from "./suspend-resume-payload-encryption.ts";
import { warmReset } from "./warm-reset.ts";

/** App: the BMC as a device, its messaging, sessions and users (IPMI 2.0 §20 to §24), by number. */
export const appCommands: readonly AnyCommand[] = [
  getDeviceId,
  coldReset,
  warmReset,
  getSelfTestResults,
  setAcpiPowerState,
  getAcpiPowerState,
  getDeviceGuid,
  getNetFnSupport,
  getCommandSupport,
  getCommandSubFunctionSupport,
  getConfigurableCommands,
  getConfigurableCommandSubFunctions,
  resetWatchdogTimer,
  setWatchdogTimer,
  getWatchdogTimer,
  setBmcGlobalEnables,
  getBmcGlobalEnables,
  clearMessageFlags,
  getMessageFlags,
  enableMessageChannelReceive,
  getMessage,
  sendMessage,
  readEventMessageBuffer,
  getSystemGuid,
  getChannelAuthenticationCapabilities,
  getSessionChallenge,
  activateSession,
  setSessionPrivilegeLevel,
  closeSession,
  getSessionInfo,
  setChannelAccess,
  getChannelAccess,
  setUserAccess,
  getUserAccess,
  setUserName,
  getUserName,
  setUserPassword,
  getChannelInfo,
  activatePayload,
  deactivatePayload,
  getPayloadActivationStatus,
  getPayloadInstanceInfo,
  getChannelPayloadSupport,
  getChannelPayloadVersion,
  getChannelOemPayloadInfo,
  getChannelCipherSuites,
  setSystemInfoParameters,
  getSystemInfoParameters,
  setChannelSecurityKeys,
  suspendResumePayloadEncryption,
  setCommandEnables,
  getCommandEnables,
  setCommandSubFunctionEnables,
  getCommandSubFunctionEnables,
  getOemNetFnIanaSupport,
  setUserPayloadAccess,
  getUserPayloadAccess,
];
