import type { RedfishContext } from "./context.ts";
import type { Answer, Call, Endpoint } from "./endpoint.ts";
import { RedfishError, resourceMissing } from "./errors.ts";
import { imageContentUri } from "./image-content-uri.ts";
import { translatingMediaErrors } from "./media-errors.ts";
import { because, message } from "./message.ts";
import type { Request } from "./resource.ts";
import { image } from "./resources/image.ts";
import { UnreadBody } from "./unread-body.ts";
import { ofProperties } from "./vocabulary.ts";

const partType = /^application\/(offset\+octet-stream|octet-stream)\s*(;|$)/i;

/** The upload's Id, which is the last but one segment of the URI. */
const idOf = ({ parameters }: Request): string => parameters.QemuBmcImageId ?? "";

const isThere = ({ virtualMedia, imageUploads }: RedfishContext, id: string): boolean =>
  imageUploads.find(id) !== undefined || virtualMedia.imageLibrary.find(id) !== undefined;

/** How far an upload is: all of it, once the image is in the library. */
function standing({ virtualMedia, imageUploads }: RedfishContext, id: string): Answer {
  const upload = imageUploads.find(id);
  const size = upload?.size ?? virtualMedia.imageLibrary.find(id)?.size ?? 0;
  const offset = upload ? imageUploads.received(id) : size;
  return { status: 204, headers: { "upload-offset": `${offset}`, "upload-length": `${size}` } };
}

/** @throws RedfishError 400 */
function offsetOf({ headers }: UnreadBody): number {
  const text = headers["upload-offset"];
  if (typeof text === "string" && /^\d{1,15}$/.test(text)) return Number(text);
  throw new RedfishError(
    400,
    because("It is the number of the part's first byte.", message("HeaderInvalid", "Upload-Offset")),
  );
}

async function takePart({ context, request, body }: Call): Promise<Answer> {
  if (!(body instanceof UnreadBody)) throw new RedfishError(400, message("UnrecognizedRequestBody"));
  if (!partType.test(body.headers["content-type"] ?? "")) {
    throw new RedfishError(415, message("HeaderInvalid", "Content-Type"));
  }
  const id = idOf(request);
  const upload = context.imageUploads.find(id);
  if (!upload) throw new RedfishError(409, because("All of it is there.", message("ResourceInUse")));
  const append = () => context.imageUploads.append(id, offsetOf(body), body.stream, request.origin);
  try {
    await translatingMediaErrors(upload.name, ofProperties, append, {
      image: "Content",
      protocol: "Content",
    });
  } finally {
    // Who reads the answer may not have sent everything yet.
    body.stream.resume();
  }
  if (!isThere(context, id)) throw resourceMissing(request.uri);
  return standing(context, id);
}

/**
 * Takes an image in parts, one after the other: PATCH with `Upload-Offset`, as in the core of tus 1.0. HEAD tells where
 * to go on after a connection that broke.
 */
export const imageContentEndpoint: Endpoint = {
  uri: imageContentUri(image.uri),
  resourceUri: imageContentUri(image.uri),
  exists: (context, { ManagerId, QemuBmcImageId = "" }) =>
    ManagerId === "1" && isThere(context, QemuBmcImageId),
  operations: {
    GET: {
      name: "GET",
      privilege: ["ConfigureManager"],
      answer: ({ context, request }) => standing(context, idOf(request)),
    },
    PATCH: { name: "PATCH", privilege: ["ConfigureManager"], answer: takePart },
  },
};
