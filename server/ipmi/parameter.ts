import type { CommandContext } from "./command.ts";
import type { Layout } from "./layout/layout.ts";
import { Misfit } from "./layout/misfit.ts";
import { misfitCompletionCode, Refusal, refuse } from "./message/completion-code.ts";

/** Which part of a parameter is read, where it has several: an entry of a table, 16 bytes of a text. */
export interface Place {
  readonly setSelector: number;
  readonly blockSelector: number;
}

const whole: Place = { setSelector: 0, blockSelector: 0 };

/** One parameter of a "Get … Parameters" and "Set … Parameters" pair of commands. */
export interface Parameter<T> {
  readonly selector: number;
  /** As the standard has it. */
  readonly name: string;
  readonly layout: Layout<T>;
  get(context: CommandContext, place: Place): T | Refusal;
  /** Absent for one that is only read. */
  set?(context: CommandContext, value: T): Refusal | undefined | Promise<Refusal | undefined>;
}

export const parameter = <T>(declaration: Parameter<T>): Parameter<T> => declaration;

/** Completion codes that all such commands share. */
export const parameterNotSupported = 0x80;
const readOnlyParameter = 0x82;

export class ParameterTable {
  readonly #bySelector: ReadonlyMap<number, Parameter<unknown>>;

  constructor(...parameters: readonly Parameter<unknown>[]) {
    this.#bySelector = new Map(parameters.map(parameter => [parameter.selector, parameter]));
    if (this.#bySelector.size < parameters.length) throw new RangeError("Two parameters have one selector.");
  }

  has(selector: number): boolean {
    return this.#bySelector.has(selector);
  }

  get(context: CommandContext, selector: number, place: Place = whole): Buffer | Refusal {
    const parameter = this.#bySelector.get(selector);
    if (!parameter) return refuse(parameterNotSupported);
    const value = parameter.get(context, place);
    return value instanceof Refusal ? value : parameter.layout.encode(value);
  }

  set(
    context: CommandContext,
    selector: number,
    data: Buffer,
  ): Refusal | undefined | Promise<Refusal | undefined> {
    const parameter = this.#bySelector.get(selector);
    if (!parameter) return refuse(parameterNotSupported);
    if (!parameter.set) return refuse(readOnlyParameter);
    const value = parameter.layout.decode(data);
    return value instanceof Misfit
      ? refuse(misfitCompletionCode[value.reason])
      : parameter.set(context, value);
  }
}
