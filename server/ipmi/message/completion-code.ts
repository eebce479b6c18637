import type { MachineErrorCode } from "../../machine/errors.ts";
import type { Misfit } from "../layout/misfit.ts";

/** Completion codes (IPMI 2.0 table 5-2). 80h–BEh belong to single commands and stand with them. */
export const CompletionCode = {
  Success: 0x00,
  NodeBusy: 0xc0,
  InvalidCommand: 0xc1,
  InvalidCommandForLun: 0xc2,
  TimedOut: 0xc3,
  ReservationInvalid: 0xc5,
  RequestLengthInvalid: 0xc7,
  ParameterOutOfRange: 0xc9,
  NotPresent: 0xcb,
  InvalidDataField: 0xcc,
  IllegalForSensor: 0xcd,
  DestinationUnavailable: 0xd3,
  InsufficientPrivilege: 0xd4,
  NotSupportedInPresentState: 0xd5,
  SubFunctionUnavailable: 0xd6,
  Unspecified: 0xff,
} as const;

/** What a command answers instead of a response. */
export class Refusal {
  readonly completionCode: number;
  /** The response all the same, where the completion code is a remark on it. */
  readonly response: Buffer | undefined;

  constructor(completionCode: number, response?: Buffer) {
    this.completionCode = completionCode;
    this.response = response;
  }
}

export const refuse = (completionCode: number, response?: Buffer): Refusal =>
  new Refusal(completionCode, response);

export const misfitCompletionCode: Record<Misfit["reason"], number> = {
  length: CompletionCode.RequestLengthInvalid,
  value: CompletionCode.InvalidDataField,
};

export const machineErrorCompletionCode: Record<MachineErrorCode, number> = {
  busy: CompletionCode.NodeBusy,
  wrongState: CompletionCode.NotSupportedInPresentState,
  notSupported: CompletionCode.SubFunctionUnavailable,
  unreachable: CompletionCode.DestinationUnavailable,
  notFound: CompletionCode.NotPresent,
  failed: CompletionCode.Unspecified,
  timedOut: CompletionCode.TimedOut,
};
