import { ipmitool } from "../client.ts";
import { onceBooted, rowsOf, type Section, unsuspected } from "../row.ts";

const { works } = rowsOf(ipmitool);

/** The sensor under test. */
export const sensor = "MBTemp";

const degrees = "\\d+(\\.\\d+)? degrees C";
/** What only a machine that is on has. */
const fan = /^Fan 1 +\| [1-9]\d+ RPM +\| ok$/m;

export const sdr: Section = {
  name: "sensor data records",
  rows: [
    works(
      "sdr info",
      /^SDR Version +: 0x51$/m,
      /^Record Count +: [1-9]/m,
      /^SDR overflow +: no$/m,
      /^Reserve SDR repository supported +: yes$/m,
    ),
    onceBooted(works("sdr list", new RegExp(`^${sensor} +\\| ${degrees} +\\| ok$`, "m"), fan)),
    works(
      "sdr elist",
      new RegExp(`^${sensor} +\\| [\\dA-F]{2}h \\| ok +\\| +\\d+\\.\\d+ \\| ${degrees}$`, "m"),
    ),
    works("sdr elist all", new RegExp(`^${sensor} +\\|`, "m"), /\| Dynamic MC @ 20h$/m),
    works("sdr list full", new RegExp(`^${sensor} +\\| ${degrees} +\\| ok$`, "m"), fan),
    unsuspected(works("sdr type list", /^Sensor Types:$/m)),
    works("sdr type Temperature", new RegExp(`^${sensor} +\\| .*\\| ${degrees}$`, "m")),
    works("sdr entity 7.1", /\| +7\.1 \|/),
    works("sdr dump sdr.dump", /^Dumping Sensor Data Repository to 'sdr\.dump'$/m),
    works("-S sdr.dump sdr list", new RegExp(`^${sensor} +\\| ${degrees} +\\| ok$`, "m")),
    works("sensor list", new RegExp(`^${sensor} +\\| \\d+\\.\\d+ +\\| degrees C +\\| ok`, "m")),
    works(
      `sensor get ${sensor}`,
      new RegExp(`^Sensor ID +: ${sensor} \\(0x`, "m"),
      /^ Sensor Type \(Threshold\) +: Temperature$/m,
      /^ Sensor Reading +: \d+(\.\d+)? \(\+\/- \d+(\.\d+)?\) degrees C$/m,
      /^ Status +: ok$/m,
      /^ Upper Critical +: \d+\.\d+$/m,
    ),
    works(`sensor reading ${sensor}`, new RegExp(`^${sensor} +\\| \\d+`, "m")),
    works(
      `sensor thresh ${sensor} unc 100`,
      new RegExp(`^Setting sensor "${sensor}" Upper Non-Critical threshold to 100\\.000$`, "m"),
    ),
    works(`sensor get ${sensor}`, /^ Upper Non-Critical +: 100\.000$/m),
  ],
};
