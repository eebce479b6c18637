import { battery } from "./battery.ts";
import { allCipherSuites, cipherAllOn } from "./sections/cipher.ts";
import { lan15 } from "./sections/lan15.ts";

battery([cipherAllOn, lan15], { env: { IPMI_LAN_15: "true", IPMI_CIPHER_SUITES: allCipherSuites } });
