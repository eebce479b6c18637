import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";

/** Bytes that are read or written at once. */
const longestPiece = 16;

/** Texts of up to 63 bytes are read and written in pieces (DCMI 1.5 §6.4). */
export const readRequest = layout({ offset: u8, count: u8 });
export const readResponse = layout({ length: u8, data: rest });
export const writeRequest = layout({ offset: u8, count: u8, data: rest });
export const writeResponse = layout({ written: u8 });

/** A piece, shorter where the text ends. */
export function pieceOf(
  text: Buffer,
  { offset, count }: { readonly offset: number; readonly count: number },
): { readonly length: number; readonly data: Buffer } | Refusal {
  if (count > longestPiece || offset > text.length) return refuse(CompletionCode.ParameterOutOfRange);
  return { length: text.length, data: text.subarray(offset, offset + count) };
}

interface Piece {
  readonly offset: number;
  readonly count: number;
  readonly data: Buffer;
}

/** The text with a piece written to it, which is its end: a text is written from its beginning on. */
export function withPiece(text: Buffer, { offset, count, data }: Piece, longest: number): Buffer | Refusal {
  if (count !== data.length) return refuse(CompletionCode.RequestLengthInvalid);
  if (count > longestPiece || offset > text.length || offset + count > longest) {
    return refuse(CompletionCode.ParameterOutOfRange);
  }
  return Buffer.concat([text.subarray(0, offset), data]);
}

/** Some clients end a text with NUL, others fill the last piece with them. */
export function untilNul(text: Buffer): Buffer {
  const end = text.indexOf(0);
  return end === -1 ? text : text.subarray(0, end);
}
