import { acute, circumflex, diaeresis, grave, type Layout, tilde } from "../layout.ts";

export const french: Layout = {
  plain: ["²&é\"'(-è_çà)=", `azertyuiop${circumflex}$`, "qsdfghjklmù*", "<wxcvbn,;:!"],
  shift: [" 1234567890°+", `AZERTYUIOP${diaeresis}£`, "QSDFGHJKLM%µ", ">WXCVBN?./§"],
  altGr: ["  ~#{[|`\\^@]}", "  €        ¤"],
};

export const belgian: Layout = {
  plain: ["²&é\"'(§è!çà)-", `azertyuiop${circumflex}$`, "qsdfghjklmùµ", "<wxcvbn,;:="],
  shift: ["³1234567890°_", `AZERTYUIOP${diaeresis}*`, "QSDFGHJKLM%£", ">WXCVBN?./+"],
  altGr: [" |@#  ^  {}", "  €       []", `          ${acute}${grave}`, `\\         ${tilde}`],
};
