import type { Identify, PowerState } from "../../../events/events.ts";
import { command } from "../../command.ts";
import { bit, byte, choice } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { restorePolicies } from "./restore-policies.ts";

/** Whether power is applied, whatever the guest does with it. */
const powerIsOn: Record<PowerState, boolean> = {
  off: false,
  poweringOn: true,
  on: true,
  paused: true,
  poweringOff: true,
  crashed: false,
};

export const getChassisStatus = command({
  name: "Get Chassis Status",
  section: "28.2",
  netFn: NetFn.Chassis,
  cmd: 0x01,
  privilege: Privilege.User,
  request: empty,
  response: layout({
    power: byte({
      restorePolicy: choice(6, 5, restorePolicies),
      controlFault: bit(4),
      fault: bit(3),
      interlock: bit(2),
      overload: bit(1),
      isOn: bit(0),
    }),
    lastEvent: byte({
      onByIpmi: bit(4),
      fault: bit(3),
      interlock: bit(2),
      overload: bit(1),
      mainsFailed: bit(0),
    }),
    chassis: byte({
      identifyIsSupported: bit(6),
      identify: choice(5, 4, { off: 0, forATime: 1, untilSwitchedOff: 2 }),
      coolingFault: bit(3),
      driveFault: bit(2),
      frontPanelLockout: bit(1),
      intrusion: bit(0),
    }),
    /** The power button is the only one that there is, and its switching off all that can be disabled. */
    frontPanel: byte({ mayDisablePowerOff: bit(4), powerOffIsDisabled: bit(0) }),
  }),
  handle({ machine, lastPowerEvent }) {
    return {
      power: {
        restorePolicy: machine.restorePolicy,
        controlFault: false,
        fault: false,
        interlock: false,
        overload: false,
        isOn: powerIsOn[machine.powerState],
      },
      lastEvent: {
        onByIpmi: lastPowerEvent.onByIpmi,
        fault: lastPowerEvent.fault,
        interlock: false,
        overload: false,
        mainsFailed: false,
      },
      chassis: {
        identifyIsSupported: true,
        identify: identifyState(machine.identify),
        coolingFault: false,
        driveFault: false,
        frontPanelLockout: !machine.powerOffButtonEnabled,
        intrusion: false,
      },
      frontPanel: { mayDisablePowerOff: true, powerOffIsDisabled: !machine.powerOffButtonEnabled },
    };
  },
});

function identifyState(identify: Identify): "off" | "forATime" | "untilSwitchedOff" {
  if (!identify.on) return "off";
  return identify.until ? "forATime" : "untilSwitchedOff";
}
