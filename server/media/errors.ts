/** The closed set of what can go wrong between an image's URI and its slot. */
export type MediaErrorCode =
  /** The URI cannot be understood, or its protocol is none of ours. */
  | "badUri"
  /** A URI without a protocol, where nobody named one beside it. */
  | "noProtocol"
  /** No connection, or one that broke: name resolution, refusal, silence. */
  | "unreachable"
  /** The server's certificate is not to be trusted. */
  | "untrusted"
  /** The server wants other credentials (401, 403, 407). */
  | "unauthorized"
  /** The server answered, and not with the image. */
  | "notServed"
  /** What came is no image that a drive can take. */
  | "notAnImage"
  /** What came is no firmware that a machine could start with. */
  | "notFirmware"
  | "tooBig"
  /** No room on the BMC's disk. */
  | "noSpace"
  /** A CD cannot be written to. */
  | "readOnlySlot"
  /** The slot is taken. */
  | "occupied"
  /** The slot's image is on its way. */
  | "busy"
  /** What comes does not go on where the upload stands. */
  | "wrongOffset"
  /** What has come is not what the client said that it would send. */
  | "wrongChecksum"
  /** Who was sending has stopped before the end. */
  | "brokenOff"
  /** Somebody ended the transfer. */
  | "aborted";

export class MediaError extends Error {
  readonly code: MediaErrorCode;

  /** @param message one sentence for a person */
  constructor(code: MediaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MediaError";
    this.code = code;
  }
}
