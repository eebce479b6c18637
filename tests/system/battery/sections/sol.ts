import { ipmitool } from "../client.ts";
import { because } from "../reasons.ts";
import { rowsOf, type Section } from "../row.ts";

const { works, refused } = rowsOf(ipmitool);

const set = (parameter: string, value: string) => works(`sol set ${parameter} ${value} 1`);

export const sol: Section = {
  name: "sol",
  rows: [
    works(
      "sol info 1",
      /^Set in progress +: set-complete$/m,
      /^Enabled +: true$/m,
      /^Payload Channel +: 1 \(0x01\)$/m,
      /^Payload Port +: \d+$/m,
    ),
    set("enabled", "true"),
    set("privilege-level", "user"),
    set("volatile-bit-rate", "115.2"),
    set("non-volatile-bit-rate", "115.2"),
    set("character-accumulate-level", "5"),
    set("character-send-threshold", "60"),
    set("retry-count", "7"),
    set("retry-interval", "50"),
    set("force-encryption", "true"),
    set("force-authentication", "true"),
    set("set-in-progress", "set-complete"),
    refused(
      because.solParameterIsReadOnly,
      "sol set payload-channel 1 1",
      /invalid SOL parameter payload-channel/,
    ),
    refused(
      because.solParameterIsReadOnly,
      "sol set payload-port 623 1",
      /invalid SOL parameter payload-port/,
    ),
    works(
      "sol info 1",
      /^Enabled +: true$/m,
      /^Force Encryption +: true$/m,
      /^Force Authentication +: true$/m,
      /^Privilege Level +: USER$/m,
      /^Character Accumulate Level \(ms\) : 25$/m,
      /^Character Send Threshold +: 60$/m,
      /^Retry Count +: 7$/m,
      /^Retry Interval \(ms\) +: 500$/m,
      /^Volatile Bit Rate \(kbps\) +: 115\.2$/m,
      /^Non-Volatile Bit Rate \(kbps\) +: 115\.2$/m,
    ),
    works("sol payload status 1 2", /^User 2 on channel 1 is enabled$/m),
    works("sol payload enable 1 2"),
    works("sol payload disable 1 5"),
    works("sol payload status 1 5", /^User 5 on channel 1 is disabled$/m),
    refused(because.noSolSession, "sol deactivate", /^Info: SOL payload already de-activated$/m),
  ],
};
