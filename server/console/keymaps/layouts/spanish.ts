import { acute, circumflex, diaeresis, grave, type Layout } from "../layout.ts";

export const spanish: Layout = {
  plain: ["º1234567890'¡", `qwertyuiop${grave}+`, `asdfghjklñ${acute}ç`, "<zxcvbnm,.-"],
  shift: ['ª!"·$%&/()=?¿', `QWERTYUIOP${circumflex}*`, `ASDFGHJKLÑ${diaeresis}Ç`, ">ZXCVBNM;:_"],
  altGr: ["\\|@#~ ¬", "  €       []", "          {}"],
};
