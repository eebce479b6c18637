/** Why bytes do not fit a layout. A value and not an exception: anybody may send such bytes, as many as they like. */
export class Misfit {
  readonly reason: "length" | "value";

  constructor(reason: "length" | "value") {
    this.reason = reason;
  }
}

export const wrongLength = new Misfit("length");
export const invalidValue = new Misfit("value");
