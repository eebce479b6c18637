import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { KeptMarks, TimeMark } from "./serial-times.ts";

/** Bytes of an offset and of a time, each. */
const width = 6;
const size = 2 * width;
const mode = 0o600;

function encoded(marks: readonly TimeMark[]): Buffer {
  const bytes = Buffer.alloc(marks.length * size);
  marks.forEach(({ offset, at }, index) => {
    bytes.writeUIntLE(offset, index * size, width);
    bytes.writeUIntLE(at, index * size + width, width);
  });
  return bytes;
}

function decoded(bytes: Buffer): readonly TimeMark[] {
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => ({
    offset: bytes.readUIntLE(index * size, width),
    at: bytes.readUIntLE(index * size + width, width),
  }));
}

/** Marks in a file: 12 bytes each, offset and time. What a crash has cut off at the end is left out. */
export function timeMarksFile(file: string, failed: (error: unknown) => void): KeptMarks {
  const replace = (marks: readonly TimeMark[]): void => {
    writeFileSync(`${file}.new`, encoded(marks), { mode });
    renameSync(`${file}.new`, file);
  };
  return {
    load() {
      if (!existsSync(file)) return [];
      const bytes = readFileSync(file);
      const marks = decoded(bytes);
      if (bytes.length % size !== 0) replace(marks);
      return marks;
    },
    append(marks) {
      if (marks.length > 0) appendFileSync(file, encoded(marks), { mode });
    },
    replace,
    failed,
  };
}
