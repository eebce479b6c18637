import { battery } from "./battery.ts";
import { boot } from "./sections/boot.ts";
import { chassis } from "./sections/chassis.ts";
import { cipher } from "./sections/cipher.ts";
import { dcmi } from "./sections/dcmi.ts";
import { tools } from "./sections/freeipmi.ts";
import { fru } from "./sections/fru.ts";
import { ipmiConfig } from "./sections/ipmi-config.ts";
import { ipmipower } from "./sections/ipmipower.ts";
import { lan } from "./sections/lan.ts";
import { lan15Off } from "./sections/lan15.ts";
import { mc } from "./sections/mc.ts";
import { misc } from "./sections/misc.ts";
import { pef } from "./sections/pef.ts";
import { sdr } from "./sections/sdr.ts";
import { sel } from "./sections/sel.ts";
import { session } from "./sections/session.ts";
import { sol } from "./sections/sol.ts";
import { user } from "./sections/user.ts";

battery([
  cipher,
  session,
  lan15Off,
  mc,
  chassis,
  boot,
  sdr,
  sel,
  fru,
  lan,
  user,
  sol,
  pef,
  dcmi,
  misc,
  tools,
  ipmiConfig,
  ipmipower,
]);
