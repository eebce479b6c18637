import { ipmitool } from "../client.ts";
import { exitingWith, rowsOf, type Section } from "../row.ts";

const { works } = rowsOf(ipmitool);

const builtin = /^FRU Device Description : Builtin FRU Device \(ID 0\)$/m;
const product = /^ Product Manufacturer +: \S/m;
const serial = /^ Product Serial +: \S/m;
const renamed = /^ Product Name +: NEWNAME$/m;

export const fru: Section = {
  name: "fru",
  rows: [
    works("fru print", builtin, / Board Mfg +: \S/, product, serial),
    works("fru print 0", product, / Product Name +: \S/, serial),
    works("fru list", builtin, product),
    works("fru read 0 fru.out", /^Fru Size +: \d+ bytes$/m, /^Done$/m),
    // ipmitool ends with 1 whenever it has to move what stands behind the field.
    exitingWith(
      1,
      works("fru edit 0 field p 1 NEWNAME", /^Updating Field : '.+' with 'NEWNAME'/m, /^Done\.$/m),
    ),
    works("fru print 0", renamed, product, serial),
    works("fru write 0 fru.out", /^Fru Size +: \d+ bytes$/m),
    { ...works("fru print 0", product, serial), hides: [renamed] },
  ],
};
