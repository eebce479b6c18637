import { freeipmi } from "../client.ts";
import { because } from "../reasons.ts";
import { rowsOf, type Section, unsuspected, within } from "../row.ts";
import { sensor } from "./sdr.ts";

const { works, refused } = rowsOf(freeipmi);

const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/;
const guid = (name: string) => new RegExp(`^${name} : ${uuid.source}$`, "m");

const bmcInfo = [
  unsuspected(
    works(
      "bmc-info",
      /^Device ID +: 32$/m,
      /^SEL Device +: supported$/m,
      /^SDR Repository Device : supported$/m,
      /^FRU Inventory Device +: supported$/m,
      guid("Device GUID"),
      guid("System GUID"),
      /^Medium Type +: 802\.3 LAN$/m,
    ),
  ),
  works("bmc-info --get-device-guid", uuid),
  works("bmc-info --get-system-guid", uuid),
  works("bmc-info --get-channel-info", /^Medium Type +: 802\.3 LAN$/m, /^Session Support +: multi-session$/m),
  works("bmc-info --get-system-info", /^System Name +: vm1$/m),
];

const bmcDevice = [
  unsuspected(works("bmc-device --get-self-test-results", /^Self Test Result : No Error$/m)),
  works(
    "bmc-device --get-acpi-power-state",
    /^ACPI System Power State : S0\/G0$/m,
    /^ACPI Device Power State : D0$/m,
  ),
  unsuspected(
    works(
      "bmc-device --get-lan-statistics",
      /^IP Packets Received +: \d+$/m,
      /^UDP Packets Received +: \d+$/m,
      /^Valid RMCP Packets Received +: [1-9]\d*$/m,
    ),
  ),
  works("bmc-device --get-sdr-repository-time", /^SDR Repository Time : \d/m),
  works("bmc-device --get-sel-time", /^SEL Time : \d/m),
  works("bmc-device --get-mca-auxiliary-log-status", /^Number of entries in MCA log : 0$/m),
  works("bmc-device --rearm-sensor=1"),
];

const ipmiChassis = [
  works(
    "ipmi-chassis --get-chassis-capabilities",
    /^Diagnostic Interrupt +: provided$/m,
    /^SEL Device Address +: 20h$/m,
  ),
  works(
    "ipmi-chassis --get-chassis-status",
    /^System Power +: on$/m,
    /^Power fault +: false$/m,
    /^Power restore policy +: /m,
  ),
  works("ipmi-chassis --chassis-control=POWER-UP"),
  works("ipmi-chassis --chassis-identify=TURN-OFF"),
  works("ipmi-chassis --get-system-restart-cause", /^Restart cause : Chassis control command$/im),
  works("ipmi-chassis --get-power-on-hours-counter", /^Power on hours : \d+ Hours \d+ Minutes$/m),
  works("ipmi-chassis --set-power-restore-policy=ALWAYS-OFF"),
];

const reading = new RegExp(`\\| ${sensor} +\\| Temperature +\\| \\d+\\.\\d+ +\\| C +\\| 'OK'$`, "m");

const ipmiSensors = [
  within(20, works("ipmi-sensors", reading)),
  works("ipmi-sensors -v", new RegExp(`^ID String: ${sensor}$`, "m"), /^Sensor Reading: \d+\.\d+ C$/m),
  within(20, works("ipmi-sensors --sdr-cache-recreate", reading)),
  works("ipmi-sensors --output-sensor-state", new RegExp(`\\| ${sensor} .*\\| Nominal +\\|`, "m")),
  works(
    "ipmi-sensors --comma-separated-output --no-sensor-type-output",
    new RegExp(`^\\d+,${sensor},\\d+\\.\\d+,C,'OK'$`, "m"),
  ),
];

const ipmiSel = [
  unsuspected(works("ipmi-sel", /^ID +\| Date +\| Time +\| Name/m, /^\d+ +\| /m)),
  works("ipmi-sel --info", /^Number of log entries +: [1-9]\d*$/m, /^Reserve SEL Command +: supported$/im),
  works("ipmi-sel --clear"),
  works("ipmi-sel --info", /^Recent erase timestamp +: \d\d\/\d\d\/\d{4} - /m),
  unsuspected(works("ipmi-sel --display=1", /^1 +\| /m)),
];

const ipmiFru = [
  works("ipmi-fru", /FRU Inventory Device/, /FRU Product Name: \S/, /FRU Product Serial Number: \S/),
  works("ipmi-fru -v", /FRU Inventory Device/, /FRU Product Name: \S/),
];

const ipmiDcmi = [
  works(
    "ipmi-dcmi --get-dcmi-capability-info",
    /^DCMI Specification Conformance +: 1\.[15]$/m,
    /^Power Management \/ Monitoring Support +: Available$/m,
  ),
  works("ipmi-dcmi --get-asset-tag", /^vm1$/m),
  works(
    "ipmi-dcmi --get-system-power-statistics",
    /^Current Power +: \d+ Watts$/m,
    /^Power Measurement +: Active$/m,
  ),
  works("ipmi-dcmi --get-dcmi-sensor-info", /^Inlet Temperature SDR Record IDs$/m, /\d/),
  works("ipmi-dcmi --get-power-limit", /^Power Limit Requested +: \d+ watts$/m),
  works("ipmi-dcmi --get-management-controller-identifier-string", /vm1/),
];

const received = (command: string, code = "00") => new RegExp(`^rcvd: ${command} ${code} `, "m");
const raw = [
  works("ipmi-raw 00 06 01", received("01")),
  works("ipmi-raw 00 00 01", received("01")),
  works("ipmi-raw 00 06 54 0e 00 80", received("54")),
];

/** A platform event trap of the sensor under test: upper critical, going high (PET 1.0, table 2). */
const trap = [
  ...["65801", "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f", "00 01", "00 00 00 00", "00 00"],
  ...["20 20 10 20 01 07 01", "59 1e 28 ff ff ff ff ff", "19", "00 00 00 00", "00 01", "c1"],
].join(" ");

const workarounds = [
  refused(
    because.argumentsAreMissing,
    "ipmi-pet 356224 00 01",
    /^Invalid number of variable binding bytes$/m,
  ),
  works(`ipmi-pet ${trap}`, new RegExp(`\\| ${sensor} +\\| Temperature +\\| Upper Critical - going high`)),
  ...["authcap", "opensesspriv", "integritycheckvalue", "noauthcodecheck"].map(flag =>
    works(`ipmi-raw -W ${flag} 00 06 01`, received("01")),
  ),
];

export const tools: Section = {
  name: "FreeIPMI",
  rows: [
    ...bmcInfo,
    ...bmcDevice,
    ...ipmiChassis,
    ...ipmiSensors,
    ...ipmiSel,
    ...ipmiFru,
    ...ipmiDcmi,
    ...raw,
    ...workarounds,
  ],
};
