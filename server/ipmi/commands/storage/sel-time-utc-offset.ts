import type { Field } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";

const i16: Field<number> = {
  kind: "fixed",
  size: 2,
  decode: (data, offset) => data.readInt16LE(offset),
  encode: (value, data, offset) => data.writeInt16LE(value, offset),
};

/** Minutes east of UTC (IPMI 2.0 §31.11a). */
export const selTimeUtcOffset = layout({ offset: i16 });

export const unspecifiedUtcOffset = 0x07ff;
