import { acute, circumflex, diaeresis, grave, type Layout, tilde } from "../layout.ts";

export const portuguese: Layout = {
  plain: ["\\1234567890'«", `qwertyuiop+${acute}`, `asdfghjklçº${tilde}`, "<zxcvbnm,.-"],
  shift: ['|!"#$%&/()=?»', `QWERTYUIOP*${grave}`, `ASDFGHJKLÇª${circumflex}`, ">ZXCVBNM;:_"],
  altGr: ["  @£§  {[]}", `  €       ${diaeresis}`],
};
