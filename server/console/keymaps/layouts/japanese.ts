import type { Layout } from "../layout.ts";

/** JIS X 6002, without its kana. */
export const japanese: Layout = {
  plain: [" 1234567890-^", "qwertyuiop@[", "asdfghjkl;:]", " zxcvbnm,./", "\\\\"],
  shift: [" !\"#$%&'() =~", "QWERTYUIOP`{", "ASDFGHJKL+*}", " ZXCVBNM<>?", "|_"],
};
