/** An IPv4 address as such, also where a socket that takes both gives it in IPv6 (RFC 4291 §2.5.5.2). */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=[\d.]+$)/i, "");
