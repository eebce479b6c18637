import { bits, byte } from "../../layout/byte.ts";
import { bytes, rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { type Parameter, parameter } from "../../parameter.ts";
import type { PefConfiguration } from "../../pef/pef-configuration.ts";
import type { PlatformEventFiltering } from "../../pef/platform-event-filtering.ts";

type Table = "filters" | "policies" | "alertStringKeys" | "alertStrings";

const blockLength = 16;
const entryNumber = byte({ number: bits(6, 0) });
const outOfRange = refuse(CompletionCode.ParameterOutOfRange);

export function change({ configuration }: PlatformEventFiltering, changes: Partial<PefConfiguration>): void {
  configuration.save({ ...configuration.value, ...changes });
}

/** The number that a table's first entry has. */
const firstNumber: Record<Table, number> = { filters: 1, policies: 1, alertStringKeys: 0, alertStrings: 0 };

function entryOf({ configuration }: PlatformEventFiltering, table: Table, number: number): Buffer | Refusal {
  const entry = configuration.value[table][number - firstNumber[table]];
  return entry === undefined ? outOfRange : Buffer.from(entry, "hex");
}

/** Writes a part of an entry. */
function write(
  pef: PlatformEventFiltering,
  table: Table,
  { number, offset = 0, part }: { number: number; offset?: number; part: Buffer },
): Refusal | undefined {
  const entry = entryOf(pef, table, number);
  if (entry instanceof Refusal) return entry;
  if (offset < 0 || offset + part.length > entry.length) return outOfRange;
  part.copy(entry, offset);
  const index = number - firstNumber[table];
  change(pef, { [table]: pef.configuration.value[table].with(index, entry.toString("hex")) });
  return undefined;
}

/** @param length bytes of an entry, from its first on, that the parameter holds */
export function tableParameter(
  selector: number,
  name: string,
  table: Table,
  length: number,
): Parameter<{ readonly entry: { readonly number: number }; readonly data: Buffer }> {
  return parameter({
    selector,
    name,
    layout: layout({ entry: entryNumber, data: bytes(length) }),
    get({ platformEventFiltering: pef }, { setSelector: number }) {
      const data = entryOf(pef, table, number);
      return data instanceof Refusal ? data : { entry: { number }, data };
    },
    set: ({ platformEventFiltering: pef }, { entry: { number }, data }) =>
      write(pef, table, { number, part: data }),
  });
}

/** A table whose entries are read and written in blocks, which are counted from 1. */
export const alertStringParameter = (selector: number, name: string) =>
  parameter({
    selector,
    name,
    layout: layout({ entry: entryNumber, block: u8, data: rest }),
    get({ platformEventFiltering: pef }, { setSelector: number, blockSelector: block }) {
      const text = entryOf(pef, "alertStrings", number);
      if (text instanceof Refusal) return text;
      const offset = (block - 1) * blockLength;
      if (offset < 0 || offset >= text.length) return outOfRange;
      return { entry: { number }, block, data: text.subarray(offset, offset + blockLength) };
    },
    set: ({ platformEventFiltering: pef }, { entry: { number }, block, data }) =>
      write(pef, "alertStrings", { number, offset: (block - 1) * blockLength, part: data }),
  });
