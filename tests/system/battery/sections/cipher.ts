import { freeipmiNegotiating, ipmitoolNegotiating } from "../client.ts";
import { because } from "../reasons.ts";
import { type Row, refusedHere, rowsOf, type Section } from "../row.ts";

const suites = [0, 1, 2, 3, 6, 7, 8, 11, 12, 15, 16, 17];
const always = new Set([3, 17]);
/** What IPMI_CIPHER_SUITES can name besides those. */
const optional = new Set([8, 1, 2, 15, 16]);

export const allCipherSuites = [17, 3, ...optional].join(",");

const tools = [
  {
    row: (suite: number) =>
      rowsOf(ipmitoolNegotiating).works(`-C ${suite} mc info`, /^IPMI Version +: 2\.0$/m),
    refusal: /no matching cipher suite/,
  },
  {
    row: (suite: number) => rowsOf(freeipmiNegotiating).works(`ipmipower -I ${suite} --stat`, /: on$/m),
    refusal: /: cipher suite id unavailable$/m,
  },
];

const rows = (isOn: (suite: number) => boolean): readonly Row[] =>
  tools.flatMap(({ row, refusal }) =>
    suites.map(suite => {
      if (isOn(suite)) return row(suite);
      const reason = optional.has(suite) ? because.cipherSuiteNotNamed : because.cipherSuiteNever;
      return refusedHere(row(suite), reason, refusal);
    }),
  );

export const cipher: Section = { name: "cipher suites", rows: rows(suite => always.has(suite)) };
export const cipherAllOn: Section = {
  name: "cipher suites",
  rows: rows(suite => always.has(suite) || optional.has(suite)),
};
