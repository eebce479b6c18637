import { benchDisplay } from "./display.ts";
import { benchIpmi } from "./ipmi.ts";
import { benchPage } from "./page.ts";
import { benchPush } from "./push.ts";
import { benchRates } from "./rates.ts";
import { benchRedfish } from "./redfish.ts";
import { benchSerial } from "./serial.ts";
import { benchSol } from "./sol.ts";
import { benchPowerOn, benchStart } from "./start.ts";

// A benchmark, not a test: machines differ and are noisy, so compare ratios of one run only.
await benchStart();
await benchPowerOn();
await benchRates();
await benchRedfish();
await benchIpmi();
await benchSol();
await benchPush();
await benchDisplay();
await benchPage();
await benchSerial();
