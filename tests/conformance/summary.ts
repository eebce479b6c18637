import { stripVTControlCharacters } from "node:util";

/** What a tool has counted. */
export interface Counts {
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly notTested: number;
}

export interface Outcome {
  readonly tool: string;
  /** Undefined where the tool ended before it had counted anything. */
  readonly counts: Counts | undefined;
  readonly mayWarn: boolean;
  /** Where the tool's reports and its output are. */
  readonly reports: string;
}

const numbers = [
  /\|\s*PASS\s*\|\s*WARN\s*\|\s*FAIL\s*\|\s*NOT TESTED\s*\|[^|]*\|\s*(\d+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*\|/,
  /PASS: (\d+), WARN: (\d+), FAIL: (\d+), NOT_TESTED: (\d+)/,
];

/** The four numbers that every one of DMTF's tools prints at its end, in one way or the other. */
export function countsIn(output: string): Counts | undefined {
  const text = stripVTControlCharacters(output);
  const found = numbers.map(pattern => pattern.exec(text)).find(Boolean);
  if (!found) return undefined;
  const [pass = 0, warn = 0, fail = 0, notTested = 0] = found.slice(1).map(Number);
  return { pass, warn, fail, notTested };
}

export const hasFailed = ({ counts, mayWarn }: Outcome): boolean =>
  !counts || counts.fail > 0 || (counts.warn > 0 && !mayWarn);

export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ tool, counts, reports }) => {
    const numbers = counts
      ? [counts.pass, counts.warn, counts.fail, counts.notTested].map(String)
      : ["broke off"];
    return [tool, ...numbers, ...Array<string>(4 - numbers.length).fill("–"), reports];
  });
  return [["tool", "pass", "warn", "fail", "not tested", "reports"], ...rows]
    .map(cells => cells.map((cell, index) => (index === 0 ? cell.padEnd(34) : cell.padStart(11))).join(" "))
    .join("\n");
}
