import { bit, byte } from "../../layout/byte.ts";
import { reserved } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";

/** Standard payloads 1 to 7, then those of OEMs, of which there are none (IPMI 2.0 tables 24-8 and 24-9). */
export const userPayloads = layout({ standard: byte({ serialOverLan: bit(1) }), others: reserved(3) });
