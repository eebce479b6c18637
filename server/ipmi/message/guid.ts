/** A UUID as IPMI sends it: least significant byte first, all 16 of them (IPMI 2.0 §20.8). */
export const guidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll("-", ""), "hex").reverse();
