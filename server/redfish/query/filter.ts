import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import type { Json } from "../representation.ts";

type Value = unknown;
type Term = (body: Json) => Value;

/** Whether a member of a collection is one of those that are asked for. */
export type Filter = (body: Json) => boolean;

const token =
  /\s*(?:(?<mark>[()])|(?<text>'(?:[^']|'')*')|(?<number>-?\d+(?:\.\d+)?(?=[\s()]|$))|(?<word>[\w@./#-]+))/y;
/** Parentheses and "not" nest no deeper than anybody would write by hand. */
const deepest = 32;

type Comparison = (a: Value, b: Value) => boolean;

/** Numbers with numbers and texts with texts; times are texts that sort by themselves. */
const ordered =
  (holds: (difference: number) => boolean): Comparison =>
  (a, b) => {
    if (typeof a === "number" && typeof b === "number") return holds(a - b);
    return typeof a === "string" && typeof b === "string" && holds(a < b ? -1 : Number(a > b));
  };

const comparisons: Readonly<Record<string, Comparison>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: ordered(difference => difference > 0),
  ge: ordered(difference => difference >= 0),
  lt: ordered(difference => difference < 0),
  le: ordered(difference => difference <= 0),
};

const constants: Readonly<Record<string, Value>> = { true: true, false: false, null: null };

/**
 * A `$filter` expression (DSP0266 §7.3.4): comparisons of properties and values, joined by "and", "or",
 * "not" and parentheses.
 * @throws RedfishError 400
 */
export function parseFilter(text: string): Filter {
  const parser = new FilterParser(text);
  return parser.parse();
}

class FilterParser {
  readonly #text: string;
  #at = 0;
  #next: string | undefined;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#advance();
  }

  parse(): Filter {
    const filter = this.#or();
    if (this.#next !== undefined) throw this.#error();
    return filter;
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#take("or")) {
      const [a, b] = [left, this.#and()];
      left = body => a(body) || b(body);
    }
    return left;
  }

  #and(): Filter {
    let left = this.#unary();
    while (this.#take("and")) {
      const [a, b] = [left, this.#unary()];
      left = body => a(body) && b(body);
    }
    return left;
  }

  #unary(): Filter {
    this.#depth += 1;
    if (this.#depth > deepest) throw this.#error();
    try {
      if (this.#take("not")) {
        const negated = this.#unary();
        return body => !negated(body);
      }
      if (!this.#take("(")) return this.#comparison();
      const inner = this.#or();
      if (!this.#take(")")) throw this.#error();
      return inner;
    } finally {
      this.#depth -= 1;
    }
  }

  #comparison(): Filter {
    const left = this.#term();
    const compare = Object.hasOwn(comparisons, this.#next ?? "") ? comparisons[this.#next ?? ""] : undefined;
    if (!compare) throw this.#error();
    this.#advance();
    const right = this.#term();
    return body => compare(left(body), right(body));
  }

  #term(): Term {
    const text = this.#next;
    if (text === undefined || text === "(" || text === ")") throw this.#error();
    this.#advance();
    if (text.startsWith("'")) {
      const value = text.slice(1, -1).replaceAll("''", "'");
      return () => value;
    }
    if (Object.hasOwn(constants, text)) return () => constants[text];
    if (/^-?\d/.test(text)) return () => Number(text);
    const path = text.split("/");
    return body => path.reduce<Value>(property, body);
  }

  #take(word: string): boolean {
    if (this.#next !== word) return false;
    this.#advance();
    return true;
  }

  #advance(): void {
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    if (!match && this.#text.slice(this.#at).trim() !== "") throw this.#error();
    this.#next = match?.[0].trim();
    this.#at = match ? token.lastIndex : this.#text.length;
  }

  #error(): RedfishError {
    return new RedfishError(400, message("QueryParameterValueFormatError", this.#text, "$filter"));
  }
}

/** What a resource does not have compares like null. */
function property(value: Value, name: string): Value {
  const isObject = typeof value === "object" && value !== null;
  return isObject && Object.hasOwn(value, name) ? (value as Json)[name] : null;
}
