import { units } from "../../bmc/sensors/sensor-declaration.ts";
import { command, form } from "../command.ts";
import { table } from "../table.ts";

export const sensors = command(
  "sensors",
  form({
    words: [],
    about: "Lists the sensors, what they read, and whether that is beyond a threshold",
    role: "ReadOnly",
    run({ bmc, print }) {
      const rows = bmc.sensors.list.map(({ declaration: { name, quantity }, reading, severity }) => [
        name,
        reading === undefined ? "no reading" : `${reading} ${units[quantity]}`,
        severity,
      ]);
      print(table(rows));
    },
  }),
);
