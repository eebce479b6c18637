import { MediaError, type MediaErrorCode } from "../media/errors.ts";
import { RedfishError } from "./errors.ts";
import { about, because, type Message, message } from "./message.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a client gave the image's URI and its protocol as. */
interface Names {
  readonly image: string;
  readonly protocol: string;
}

interface Translation {
  readonly status: number;
  readonly message: (image: string, vocabulary: Vocabulary, names: Names) => Message;
  readonly headers?: Readonly<Record<string, string>>;
}

const image = (name: (image: string) => Message): Translation => ({
  status: 400,
  message: (uri, _, names) => about(`/${names.image}`, name(uri)),
});

const imageOfMedium: Names = { image: "Image", protocol: "TransferProtocolType" };

const taken = { message: () => message("ResourceInUse") };

/** What is wrong with an image is 400, wherever it lies: clients try a 5xx again, and it would not get better. */
const mediaErrors: Record<MediaErrorCode, Translation> = {
  badUri: {
    status: 400,
    message: (uri, { format }, names) => about(`/${names.image}`, format(uri, names.image)),
  },
  // Clients that name no protocol add this parameter when an error asks for it.
  noProtocol: {
    status: 400,
    message: (_, { missing }, { protocol }) => about(`/${protocol}`, missing(protocol)),
  },
  unreachable: image(uri => message("CouldNotEstablishConnection", uri)),
  untrusted: image(uri => message("CouldNotEstablishConnection", uri)),
  unauthorized: image(uri => message("ResourceAtUriUnauthorized", uri, "Unauthorized")),
  notServed: image(uri => message("ResourceMissingAtURI", uri)),
  notAnImage: image(uri => message("ResourceAtUriInUnknownFormat", uri)),
  notFirmware: image(uri => message("ResourceAtUriInUnknownFormat", uri)),
  tooBig: { status: 507, message: () => message("InsufficientStorage") },
  noSpace: { status: 507, message: () => message("InsufficientStorage") },
  readOnlySlot: {
    status: 400,
    message: (_, { notInList }) => about("/WriteProtected", notInList("false", "WriteProtected")),
  },
  occupied: { status: 409, ...taken },
  busy: { status: 503, ...taken, headers: { "retry-after": "3" } },
  wrongOffset: { status: 409, message: () => message("HeaderInvalid", "Upload-Offset") },
  wrongChecksum: { status: 400, message: () => message("PropertyValueError", "SHA256") },
  brokenOff: { status: 400, message: () => message("UnrecognizedRequestBody") },
  aborted: { status: 409, ...taken },
};

/** A URI without the user name and password that may stand in it. */
const withoutCredentials = (uri: string): string => uri.replace(/\/\/[^/@]*@/, "//");

/**
 * Does what may fail with a MediaError, which becomes a RedfishError that names the cause.
 * @param uri of the image that it is about
 */
export async function translatingMediaErrors<T>(
  uri: string,
  vocabulary: Vocabulary,
  work: () => T | Promise<T>,
  names = imageOfMedium,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    const { status, message: messageFor, headers } = mediaErrors[error.code];
    const text = messageFor(withoutCredentials(uri), vocabulary, names);
    throw new RedfishError(status, because(error.message, text), headers);
  }
}
