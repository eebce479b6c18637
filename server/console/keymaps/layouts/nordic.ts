import { acute, circumflex, diaeresis, grave, type Layout, tilde } from "../layout.ts";

const shiftedLower = ">ZXCVBNM;:_";
const lower = "<zxcvbnm,.-";
const upper = `qwertyuiopå${diaeresis}`;
const shiftedUpper = `QWERTYUIOPÅ${circumflex}`;
const upperWithAltGr = `  €        ${tilde}`;

/** Of Sweden and Finland. */
export const swedish: Layout = {
  plain: [`§1234567890+${acute}`, upper, "asdfghjklöä'", lower],
  shift: [`½!"#¤%&/()=?${grave}`, shiftedUpper, "ASDFGHJKLÖÄ*", shiftedLower],
  altGr: ["  @£$€ {[]}\\", upperWithAltGr, "", "|      µ"],
};

export const norwegian: Layout = {
  plain: ["|1234567890+\\", upper, "asdfghjkløæ'", lower],
  shift: [`§!"#¤%&/()=?${grave}`, shiftedUpper, "ASDFGHJKLØÆ*", shiftedLower],
  altGr: [`  @£$  {[]} ${acute}`, upperWithAltGr, "", "       µ"],
};

export const danish: Layout = {
  plain: [`½1234567890+${acute}`, upper, "asdfghjklæø'", lower],
  shift: [`§!"#¤%&/()=?${grave}`, shiftedUpper, "ASDFGHJKLÆØ*", shiftedLower],
  altGr: ["  @£$  {[]} |", upperWithAltGr, "", "\\      µ"],
};
