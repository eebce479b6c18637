import type { CommandContext } from "../../command.ts";
import { rest, u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";

const wholeRecord = 0xff;

/** Get SDR and Get Device SDR (IPMI 2.0 §33.12 and §35.3). */
export const sdrRequest = layout({ reservation: u16, recordId: u16, offset: u8, count: u8 });
export const sdrResponse = layout({ next: u16, data: rest });

interface SdrRequest {
  readonly reservation: number;
  readonly recordId: number;
  readonly offset: number;
  readonly count: number;
}

/** A record or a part of it: only from its beginning on without a reservation. */
export function readSdr(
  { sdrRepository }: CommandContext,
  { reservation, recordId, offset, count }: SdrRequest,
): { readonly next: number; readonly data: Buffer } | Refusal {
  const isHeld = sdrRepository.holds(reservation) || (offset === 0 && reservation === 0);
  if (!isHeld) return refuse(CompletionCode.ReservationInvalid);
  const found = sdrRepository.find(recordId);
  if (!found) return refuse(CompletionCode.NotPresent);
  if (offset >= found.record.length) return refuse(CompletionCode.ParameterOutOfRange);
  const end = count === wholeRecord ? found.record.length : offset + count;
  return { next: found.next, data: found.record.subarray(offset, end) };
}
