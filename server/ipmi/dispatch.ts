import type { RequestCounts } from "../bmc/request-counts.ts";
import { MachineError } from "../machine/errors.ts";
import { Channel } from "./channel.ts";
import type { Answer, AnyCommand, CommandContext } from "./command.ts";
import { Misfit } from "./layout/misfit.ts";
import {
  CompletionCode,
  machineErrorCompletionCode,
  misfitCompletionCode,
  Refusal,
} from "./message/completion-code.ts";
import { NetFn } from "./message/net-fn.ts";
import type { Privilege } from "./session/privilege.ts";

export interface CommandRequest {
  readonly netFn: number;
  readonly lun: number;
  readonly cmd: number;
  readonly data: Buffer;
  /** What the sender may do at present. */
  readonly privilege: Privilege;
}

const keyOf = (netFn: number, cmd: number, group = 0): number => (group << 16) | (netFn << 8) | cmd;
/** "0xc1" */
const shownCodes = Array.from({ length: 256 }, (_, code) => `0x${code.toString(16).padStart(2, "0")}`);
const completion = (completionCode: number): Buffer => Buffer.from([completionCode]);
const success = completion(CompletionCode.Success);

const mayUse = (
  command: AnyCommand,
  { channel, firewall }: CommandContext,
  { privilege }: CommandRequest,
): boolean =>
  privilege >= command.privilege &&
  (!command.systemInterfaceOnly || channel === Channel.SystemInterface) &&
  firewall.allows(command, channel);

/** Takes requests to their commands, for every channel alike. */
export class Dispatcher {
  readonly #commands = new Map<number, AnyCommand>();
  readonly #onFault: (error: unknown, command: AnyCommand) => void;
  readonly #counts: RequestCounts | undefined;

  /** @param onFault told of errors that are the BMC's own and no answer to the request */
  constructor(
    commands: readonly AnyCommand[],
    onFault: (error: unknown, command: AnyCommand) => void,
    counts?: RequestCounts,
  ) {
    this.#onFault = onFault;
    this.#counts = counts;
    for (const command of commands) {
      const key = keyOf(command.netFn, command.cmd, command.group);
      const other = this.#commands.get(key);
      if (other) throw new RangeError(`"${command.name}" has the numbers of "${other.name}".`);
      this.#commands.set(key, command);
    }
  }

  /** @param data the request's, whose first byte tells the commands of a group extension apart */
  find(netFn: number, cmd: number, data: Buffer): AnyCommand | undefined {
    const group = netFn === NetFn.GroupExtension ? data[0] : undefined;
    return this.#commands.get(keyOf(netFn, cmd, group));
  }

  /** @returns completion code and data; at once where the command needs no waiting */
  dispatch(context: CommandContext, request: CommandRequest): Buffer | Promise<Buffer> {
    const answer = this.#answer(context, request);
    return answer instanceof Promise ? answer.then(settled => this.#counted(settled)) : this.#counted(answer);
  }

  #counted(answer: Buffer): Buffer {
    this.#counts?.add("ipmi", shownCodes[answer[0] ?? 0] ?? "");
    return answer;
  }

  #answer(context: CommandContext, request: CommandRequest): Buffer | Promise<Buffer> {
    const command = this.find(request.netFn, request.cmd, request.data);
    if (!command) return completion(CompletionCode.InvalidCommand);
    if (request.lun !== 0) return completion(CompletionCode.InvalidCommandForLun);
    if (!mayUse(command, context, request)) return completion(CompletionCode.InsufficientPrivilege);
    const decoded = command.request.decode(command.group ? request.data.subarray(1) : request.data);
    if (decoded instanceof Misfit) return completion(misfitCompletionCode[decoded.reason]);
    try {
      const answer = command.handle(context, decoded);
      if (!(answer instanceof Promise)) return this.#encode(command, answer);
      return answer.then(
        settled => this.#encode(command, settled),
        error => this.#fail(command, error),
      );
    } catch (error) {
      return this.#fail(command, error);
    }
  }

  #encode(command: AnyCommand, answer: Answer<unknown>): Buffer {
    const { group, response } = command;
    if (answer instanceof Refusal) {
      const { completionCode, response: remarkedOn } = answer;
      if (!remarkedOn) return completion(completionCode);
      return Buffer.concat([Buffer.from(group ? [completionCode, group] : [completionCode]), remarkedOn]);
    }
    return Buffer.concat([
      group ? Buffer.from([CompletionCode.Success, group]) : success,
      response.encode(answer),
    ]);
  }

  #fail(command: AnyCommand, error: unknown): Buffer {
    if (error instanceof MachineError) return completion(machineErrorCompletionCode[error.code]);
    this.#onFault(error, command);
    return completion(CompletionCode.Unspecified);
  }
}
