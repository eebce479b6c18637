import { ipmitool, ipmitoolNegotiating } from "../client.ts";
import { because } from "../reasons.ts";
import { rowsOf, type Section } from "../row.ts";

const { works, refused } = rowsOf(ipmitool);
const negotiating = rowsOf(ipmitoolNegotiating);

const deviceId = /^Device ID +: 32$/m;
const noSession = /Error: Unable to establish IPMI v2 \/ RMCP\+ session/;
const noSuite = /no matching cipher suite/;
const { noAnonymousUser, unknownUser, wrongPassword, cipherSuiteNever, getDeviceIdNeedsUser } = because;

export const session: Section = {
  name: "session",
  rows: [
    negotiating.works("mc info", deviceId, /^IPMI Version +: 2\.0$/m, /^ +Chassis Device$/m),
    refused(
      getDeviceIdNeedsUser,
      "-L CALLBACK mc info",
      /Get Device ID command failed: .*Insufficient privilege level/,
    ),
    works("-L USER mc info", deviceId),
    works("-L OPERATOR mc info", deviceId),
    works("-L ADMINISTRATOR mc info", deviceId),
    refused(wrongPassword, "-P wrongpw mc info", noSession),
    refused(unknownUser, "-U nosuch mc info", noSession),
    refused(noAnonymousUser, ["-U", "", "-P", "", "mc", "info"], noSession),
    refused(noAnonymousUser, ["-U", "", "-P", "", "-C", "0", "mc", "info"], noSuite, noSession),
    refused(cipherSuiteNever, "-P WRONG -C 0 mc info", noSuite, noSession),
    works(`-y ${"00".repeat(20)} mc info`, deviceId),
    works(
      "session info active",
      /^session handle +: [1-9]/m,
      /^active sessions +: [1-9]/m,
      /^user id +: 2$/m,
      /^privilege level +: ADMINISTRATOR$/m,
      /^session type +: IPMIv2\/RMCP\+$/m,
      /^console ip +: 127\.0\.0\.1$/m,
    ),
    works("session info all", /^session handle +: [1-9]/m, /^privilege level +: ADMINISTRATOR$/m),
  ],
};
