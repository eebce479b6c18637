import type { IncomingHttpHeaders } from "node:http";
import { pipeline, type Readable, Transform } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { RedfishError } from "../errors.ts";
import { because, message } from "../message.ts";
import type { UnreadBody } from "../unread-body.ts";

const parametersPart = "UpdateParameters";
const filePart = "UpdateFile";
/** Milliseconds of silence after which a client counts as gone. */
const patience = 30_000;
/** Beside the file there is JSON, and parts of other makers that mean nothing here. */
const limits = { fieldSize: 64 * 1024, fields: 16, files: 1, headerPairs: 32, headerSize: 8 * 1024 };

/** The file of an update as it comes. */
export interface UpdateFile {
  readonly name: string;
  readonly body: Readable;
}

const malformed = (cause: string): RedfishError =>
  new RedfishError(400, because(cause, message("UnrecognizedRequestBody")));
const missing = (name: string): RedfishError => new RedfishError(400, message("PropertyMissing", name));

/**
 * Reads the parts of a multipart push (DSP0266, "Multipart HTTP push updates"): the parameters, and after them the
 * file. What is wrong is known as soon as it comes; the rest is thrown away then.
 * @param begin takes the parameters as JSON text, and the file, whose `body` ends once all parts have come and are
 * right; who destroys it wants no more of it
 * @returns what `begin` gave, when all has come that it wants
 * @throws RedfishError 400 | 415, and what `begin` throws
 */
export function readMultipart<T>(
  { headers, stream }: UnreadBody,
  begin: (parameters: string, file: UpdateFile) => T | Promise<T>,
): Promise<T> {
  const parser = parserFor(headers);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let parameters: string | undefined;
  let begun: Promise<T> | undefined;
  let file: Readable | undefined;
  const whole = Promise.withResolvers<void>();
  whole.promise.catch(() => {});

  const heard = (): void => void silence.refresh();
  const stop = (): void => {
    stream.off("data", heard);
    clearTimeout(silence);
    stream.unpipe(parser);
    // Who reads the answer may not have sent everything yet.
    stream.resume();
  };
  const fail = (error: unknown): void => {
    stop();
    reject(error);
    whole.reject(error);
    file?.destroy(error instanceof Error ? error : undefined);
  };
  const silence = setTimeout(() => fail(malformed("Nothing has come for too long.")), patience);

  parser.on("field", (name, value, _, isTruncated) => {
    if (name !== parametersPart) return;
    if (isTruncated) fail(malformed(`${parametersPart} is too long.`));
    else if (parameters !== undefined) fail(malformed(`There are two of ${parametersPart}.`));
    else parameters = value;
  });
  parser.on("file", (_, part, name) => {
    file = part;
    const body = endingWith(whole.promise);
    // The error is whoever's who reads it.
    pipeline(part, body, () => {});
    if (parameters === undefined) {
      return fail(malformed(`${parametersPart} has to come before ${filePart}.`));
    }
    const text = parameters;
    const taken = Promise.resolve().then(() => begin(text, { name: name || filePart, body }));
    begun = taken;
    taken.catch(fail);
    body.on("close", () => {
      if (part.readableEnded) return;
      stop();
      resolve(taken);
    });
  });
  for (const limit of ["filesLimit", "fieldsLimit"] as const) {
    parser.on(limit, () => fail(malformed("There are too many parts.")));
  }
  parser.on("error", error => fail(malformed(`The parts cannot be told apart: ${reason(error)}.`)));
  parser.on("finish", () => {
    clearTimeout(silence);
    whole.resolve();
    if (begun) resolve(begun);
    else reject(missing(parameters === undefined ? parametersPart : filePart));
  });
  stream.on("data", heard);
  // With an error or without: the client has gone.
  stream.on("error", () => {});
  stream.on("close", () => {
    if (!stream.readableEnded) fail(malformed("It ended too early."));
  });
  stream.pipe(parser);
  return promise;
}

/** Passes on what comes, and ends as the promise says. */
const endingWith = (whole: Promise<void>): Transform =>
  new Transform({
    transform: (chunk, _, done) => done(null, chunk),
    flush: done => void whole.then(() => done(), done),
  });

const reason = (error: unknown): string => (error instanceof Error ? error.message : `${error}`);

/** @throws RedfishError 415 for anything but a form, 400 for one without a boundary */
function parserFor(headers: IncomingHttpHeaders): BusboyInstance {
  const { "content-type": type = "" } = headers;
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw new RedfishError(415, message("HeaderInvalid", "Content-Type"));
  }
  try {
    return new Busboy({
      headers: { ...headers, "content-type": type },
      limits,
      isPartAFile: name => name === filePart,
    });
  } catch (error) {
    throw malformed(`The parts cannot be told apart: ${reason(error)}.`);
  }
}
