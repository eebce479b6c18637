import type { Layout } from "../layout.ts";

export const italian: Layout = {
  plain: ["\\1234567890'ì", "qwertyuiopè+", "asdfghjklòàù", "<zxcvbnm,.-"],
  shift: ['|!"£$%&/()=?^', "QWERTYUIOPé*", "ASDFGHJKLç°§", ">ZXCVBNM;:_"],
  altGr: ["           `~", "  €       []", "         @#"],
  shiftAltGr: ["", "          {}"],
};
